"""Texts to vectors and back to the nearest ones; it knows nothing of interviews.

`embeddings.encoder` turns texts into vectors: by a table (`table`, weights in `model/`), by a model that reads words in
their context (`contextual`, weights in `contextual_model/`), or by any sentence-transformers model. `embeddings.index`
searches vectors, `embeddings.accents` puts accents back, `embeddings.train` is how all of it was made. Importing the
package loads none of them.
"""
