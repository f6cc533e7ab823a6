"""What was done at a visit."""
