"""Treatments: what was done, with what, and how the skin took it."""
