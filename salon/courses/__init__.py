"""Courses: sessions or worth paid for ahead, taken one by one, bent and paid back."""
