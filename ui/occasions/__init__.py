"""Occasions to be in touch: a month ahead, what is held back, and the rules."""
