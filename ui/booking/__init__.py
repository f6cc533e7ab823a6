"""Giving a client a time."""
