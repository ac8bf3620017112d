"""SQLite, or a PostgreSQL server, the one truth: articles, interviews, turns, passages and vectors go in and come out
as values. Open store.py first.
"""
