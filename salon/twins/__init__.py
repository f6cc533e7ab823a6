"""Two files that may be of one person, and a file that is of two."""
