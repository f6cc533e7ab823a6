"""Calls after a treatment."""
