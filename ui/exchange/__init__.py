"""Client lists taken in and given out."""
