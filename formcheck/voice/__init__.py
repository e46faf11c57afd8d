"""The voice: what is said aloud, when, and how it becomes sound."""
