"""What reads across features: consistency, papers, a client's story."""
