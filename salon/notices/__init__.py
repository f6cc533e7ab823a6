"""What staff leave each other in the files of clients: notes, and alerts."""
