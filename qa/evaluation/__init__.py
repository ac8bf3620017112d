"""A labelled set in, figures out: nDCG and its like, measured through the whole product. Open evaluate.py first."""
