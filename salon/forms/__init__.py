"""What clients read and sign."""
