"""Offers to chosen people, held against people left out."""
