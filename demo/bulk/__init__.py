"""People by the thousand, for size: no stories, the same rows for the same seed, under every constraint."""
