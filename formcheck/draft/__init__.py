"""Drafting a pose file from one recording: what moves, from which posture, between which lines."""
