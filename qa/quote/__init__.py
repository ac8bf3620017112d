"""A claimed quotation and the archive's words in, a verdict with its differences out. Open check.py first."""
