"""Promises: what was paid for and is not given yet, in hours and in money."""
