"""From the door to goodbye: the sheet of a visit, of needs, and whom to greet."""
