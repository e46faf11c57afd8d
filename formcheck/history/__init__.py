"""History: what is kept of live sessions, and what they come to over weeks."""
