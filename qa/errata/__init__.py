"""What papers published about words that they had printed: an editor's entries in, errata at their place in an
interview's text out; the printed text never changes. Open entry.py first.
"""
