"""From the door to goodbye: steps, waiting, surprises, needs and hopes."""
