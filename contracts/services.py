"""What other apps and pages do with councils, contracts, their terms and prices, accounts and posts."""

from contracts.access.services.accounts import (
    EMAIL_IN_USE,
    correct_account,
    create_account,
    open_account,
    send_invitations,
)
from contracts.access.services.posts import appoint, correct_role, end_roles, give_role, relieve, withdraw_role
from contracts.access.services.suspension import restore_account, suspend_account
from contracts.councils.services import add_council, change_council
from contracts.details.services import add_contract, change_contract
from contracts.names.services import add_name, correct_name, move_up, offer_again, stop_offering
from contracts.price.services import add_year, correct_year, withdraw_year
from contracts.provider.services import (
    LINK_USED,
    ProviderDetails,
    find_logo,
    find_set_up_link,
    go_live,
    has_administrator,
    make_set_up_link,
    save_logo,
    save_provider,
    saved_provider,
    start_administrator,
    undo_going_live,
)
from contracts.terms.services import (
    TermsColumns,
    change_terms,
    correct_terms,
    may_correct,
    refuse_terms,
    set_terms,
    why_closed,
    withdraw_terms,
)

__all__ = [
    "EMAIL_IN_USE",
    "LINK_USED",
    "ProviderDetails",
    "TermsColumns",
    "add_contract",
    "add_council",
    "add_name",
    "add_year",
    "appoint",
    "change_contract",
    "change_council",
    "change_terms",
    "correct_account",
    "correct_name",
    "correct_role",
    "correct_terms",
    "correct_year",
    "create_account",
    "end_roles",
    "find_logo",
    "find_set_up_link",
    "give_role",
    "go_live",
    "has_administrator",
    "make_set_up_link",
    "may_correct",
    "move_up",
    "offer_again",
    "open_account",
    "refuse_terms",
    "relieve",
    "restore_account",
    "save_logo",
    "save_provider",
    "saved_provider",
    "send_invitations",
    "set_terms",
    "start_administrator",
    "stop_offering",
    "suspend_account",
    "undo_going_live",
    "why_closed",
    "withdraw_role",
    "withdraw_terms",
    "withdraw_year",
]
