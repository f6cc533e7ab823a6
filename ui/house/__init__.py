"""The house: rounds, suggestions, what is learnt, and who comes in."""
