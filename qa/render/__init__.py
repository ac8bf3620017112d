"""Values in, text out: HTML of the pages, JSON, the terminal, Word. Open render.py first."""
