"""The end of a day on the screen, and the reports on money."""
