"""From the door to goodbye."""
