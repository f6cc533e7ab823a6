"""The shelf: batches, what came, went and was counted, and who had what of it."""
