"""Tags of Django's messages that change what a page shows with them."""

# After somebody wrote to us: above the message the page says whom to ring who is not safe.
WROTE_TO_US = "wrote-to-us"
