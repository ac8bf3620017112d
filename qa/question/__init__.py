"""A question as typed in, what it asks for out: people, times, terms, follow-ups understood. Open reader.py first."""
