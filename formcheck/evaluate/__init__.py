"""How well the rules agree with labelled clips."""
