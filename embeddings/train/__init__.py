"""How the bundled encoder was made: one command from raw text to the model folder."""
