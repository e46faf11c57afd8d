"""Work on many clips: in this process, in several, or on a cluster, behind one interface; results come in the order of the clips."""
