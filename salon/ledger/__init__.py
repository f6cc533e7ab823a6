"""The ledger: what was taken, what was earned, and what is owed to whom."""
