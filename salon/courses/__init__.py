"""Courses: sessions paid for ahead."""
