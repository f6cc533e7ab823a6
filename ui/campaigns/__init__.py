"""Campaigns: to whom, what came of it, and what moves somebody."""
