"""Where results go: overlay, annotated video, JSON, CSV, window."""
