"""What a client paid ahead: the tab of the file."""
