"""Measures: named signals that pose files take from the landmarks and the outline."""
