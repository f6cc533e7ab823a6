"""What a client was not content with: heard, put right, learned from."""
