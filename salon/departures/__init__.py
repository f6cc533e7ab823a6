"""Who comes no more: archived, blocked or deceased."""
