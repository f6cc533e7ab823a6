"""What went wrong: opened, seen through, closed."""
