"""The live session: a camera's newest picture, what is said of it, and the keys of the person before it."""
