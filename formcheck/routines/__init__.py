"""Routines: several exercises one after the other, as a file says, hands-free, and going on where they were."""
