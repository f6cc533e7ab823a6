"""What was hoped for before a visit, and how it was."""
