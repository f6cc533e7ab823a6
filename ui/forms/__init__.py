"""What clients read and sign, on the screen and as forms that the salon writes."""
