"""Texts to vectors and back to the nearest ones; it knows nothing of interviews.

`embeddings.encoder` turns texts into vectors, `embeddings.index` searches them, `embeddings/model` is the bundled
Vietnamese encoder and `embeddings.train` how that was made. Importing the package loads none of them.
"""
