"""Who changed a record, when, and what stood there before."""
