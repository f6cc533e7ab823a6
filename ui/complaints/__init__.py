"""A complaint, step by step, until it ends well."""
