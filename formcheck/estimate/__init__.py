"""The estimator: a picture in, a pose out; MediaPipe and nothing else."""
