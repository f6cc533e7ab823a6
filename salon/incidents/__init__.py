"""What went wrong after a treatment: who was told, what is held, how it ended."""
