"""The tests. A package, so that no library's own `tests` comes before it."""
