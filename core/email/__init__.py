"""Emails beyond what Django sends by itself: signing in with a token, and reports of undelivered ones."""
