"""How all that the package carries was made: one command, `python -m embeddings.train`, from raw text to the weights.

`table` and `contextual` are the two encoders' ways, `accents` counts syllables, `corpus` reads the data folder and
knows what may not be learned from, `judged` and `evaluate` are what the encoders are judged on.
"""
