"""The contextual encoder: multilingual-e5-small cut to Vietnamese, tuned on the data folder, exported at 8 bits."""
