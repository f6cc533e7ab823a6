"""Questionnaires: who is asked, what was answered, and who acts on it."""
