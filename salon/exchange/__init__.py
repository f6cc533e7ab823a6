"""Clients in from other programs' files, and out again."""
