"""The shelf in the window."""
