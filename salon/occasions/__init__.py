"""Occasions to be in touch: found in the night, kept once, said by the call list."""
