"""The house itself: rounds, wording, what is learnt and what was changed."""
