"""Cutting: a long recording into the sets of exercises that are in it, with nothing in between."""
