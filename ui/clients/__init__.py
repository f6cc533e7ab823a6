"""Clients: the list, the search for them, and each one's file."""
