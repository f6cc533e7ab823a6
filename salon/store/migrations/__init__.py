"""How the tables became what they are, one revision after the other."""
