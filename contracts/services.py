"""Contracts, their terms and prices, and posts in them."""

from contracts.access.services.accounts import correct_account, create_account, open_account, send_first_email
from contracts.access.services.posts import appoint, correct_role, give_role, relieve, withdraw_role
from contracts.access.services.suspension import restore_account, suspend_account
from contracts.councils.services import add_council
from contracts.details.services import add_contract
from contracts.price.services import add_year, correct_year
from contracts.provider.services import save_provider
from contracts.terms.services import TermsColumns, change_terms, correct_terms, set_terms, withdraw_terms

__all__ = [
    "TermsColumns",
    "add_contract",
    "add_council",
    "add_year",
    "appoint",
    "change_terms",
    "correct_account",
    "correct_role",
    "correct_terms",
    "correct_year",
    "create_account",
    "give_role",
    "open_account",
    "relieve",
    "restore_account",
    "save_provider",
    "send_first_email",
    "set_terms",
    "suspend_account",
    "withdraw_role",
    "withdraw_terms",
]
