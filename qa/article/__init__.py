"""A file or a saved page in, an Article out: its text, its facts, where they stood. Open read.py first."""
