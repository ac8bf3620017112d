"""A question's terms and vector in, hits out: passages by BM25 and by vectors, fused, looked at closely. Open
retrieve.py first.
"""
