"""The frame round the pages: start, window, menus, search, and which page is where."""
