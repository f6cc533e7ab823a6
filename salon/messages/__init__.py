"""Messages written by hand, and mail sent from the account of the salon."""
