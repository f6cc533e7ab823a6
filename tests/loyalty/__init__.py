"""Who stays, who leaves and why."""
