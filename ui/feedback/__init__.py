"""How a visit was: asked by us, on paper, or on the screen by the client alone."""
