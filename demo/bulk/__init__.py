"""Thousands of people for scale: no scenarios, the same rows for the same seed, every constraint checked."""
