"""Treatment plans: the list, and one plan beside the paper it becomes."""
