"""The salon itself: its name, language, money, zone and hours."""
