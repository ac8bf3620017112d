"""The table of vectors: its tokenizer, its pairs and its contrastive training."""
