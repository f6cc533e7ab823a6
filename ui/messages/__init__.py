"""Messages in the window: writing one, the outbox, the mail account, the sender."""
