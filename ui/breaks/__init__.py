"""What a new fact breaks, decided row by row."""
