"""Handing a shift over, and the round before the doors open."""
