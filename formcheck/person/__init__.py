"""What is known of one person: calibration, profile, and the lines of an exercise for them."""
