"""Courses in the window: what can be done with one, and its papers."""
