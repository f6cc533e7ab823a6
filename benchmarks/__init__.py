"""Ratios to limits taken in the same run; no part of the tests."""
