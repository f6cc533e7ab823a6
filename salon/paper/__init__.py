"""What all papers are made of: pages, parts, drawings, set text."""
