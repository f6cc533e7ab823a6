"""Surveys: who is asked, what they answer, what it says; how the team is."""
