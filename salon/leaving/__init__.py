"""Talks with colleagues, and what leaves with one: her clients, handed over by name."""
