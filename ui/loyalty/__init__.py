"""Who stays, who leaves, and the month for the owner."""
