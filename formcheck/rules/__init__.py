"""Pose files: their schema, loading and reference."""
