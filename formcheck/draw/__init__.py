"""Drawing: pictures of what the checker says."""
