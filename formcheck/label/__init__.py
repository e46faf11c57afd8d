"""Labelling a clip by hand: what is marked, the file it goes to, and the window with its timeline."""
