"""Campaigns: an offer to chosen people, against others who were left out on purpose."""
