"""A person who asks to be forgotten: what goes, what stays, and until when."""
