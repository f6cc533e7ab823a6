"""What one shift hands to the next, and the round before the doors open."""
