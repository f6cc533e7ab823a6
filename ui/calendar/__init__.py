"""The calendar: the day of everyone, the week, and a time for somebody."""
