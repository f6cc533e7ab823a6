"""Her skin: the face chart, what was measured, and the photographs."""
