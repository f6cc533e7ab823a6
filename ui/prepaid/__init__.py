"""Stored value, vouchers, members, points, and who brought whom."""
