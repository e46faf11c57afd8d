"""The checker: poses in, statuses and events out; no camera, no clock, no files."""
