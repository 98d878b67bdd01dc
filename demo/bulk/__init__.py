"""People by the thousand, for scale: without scenarios, the same rows for the same seed, under every constraint."""
