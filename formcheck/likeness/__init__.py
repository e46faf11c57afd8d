"""Likeness: which of the exercises that Form Check comes with a body's posture and movement are like, learnt from drawn people."""
