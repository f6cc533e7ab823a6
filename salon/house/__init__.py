"""The house itself: the morning round, what is learnt, what was changed and why."""
