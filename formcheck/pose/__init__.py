"""What is known of the person: landmarks, outline, the estimator, track files."""
