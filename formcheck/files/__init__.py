"""Files: read within bounds, and written whole, private, and only where nothing else is lost."""
