"""Windows on the screen."""
