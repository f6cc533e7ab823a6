"""Who stays, who leaves and why: classes, rhythm, worth, and who acts on it."""
