"""Interviewees of single interviews in, people across interviews out, with the evidence that joins them. Open
registry.py first.
"""
