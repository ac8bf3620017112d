"""What editors decided in, the interview as corrected out; the source never changes. Open correction.py first."""
