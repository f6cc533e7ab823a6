"""What a new fact breaks of what was booked, planned, advised and paid for."""
