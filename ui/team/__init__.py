"""What each colleague keeps, and what leaves with one."""
