"""Report: one page about one clip or session, that opens from the disk and asks nothing of any other place."""
