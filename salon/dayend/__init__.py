"""The end of a day: the count, what was taken and delivered, figures that stay."""
