"""The salon's own settings, its team, rooms and price list."""
