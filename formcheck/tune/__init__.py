"""Agreement of rules and labels: labels, comparison, cached tracks."""
