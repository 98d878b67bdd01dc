"""Tags of Django's messages that change what a page shows with them."""

# After somebody wrote to us: above the message the page says whom to ring who is not safe.
WROTE_TO_US = "wrote-to-us"
# The same where somebody wrote about another person: first of all, what to do when that person is in danger.
WROTE_ABOUT_ANOTHER = f"{WROTE_TO_US} about-another"
