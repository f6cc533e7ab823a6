"""What clients have with the salon: stored value, vouchers, memberships, points."""
