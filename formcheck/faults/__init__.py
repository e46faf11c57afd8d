"""Faults: what can be wrong with the form, and how it is found."""
