"""Can the salon keep its promises: the page of the owner."""
