from reviews.agreed_steps.services import drop_agreed_step, resume_agreed_step
from reviews.chasing import acknowledgements_to_chase, chase_acknowledgement, chase_acknowledgements
from reviews.connections.services import (
    correct_connections_map,
    record_connections_map,
    record_meaning,
    withdraw_connections_map,
)
from reviews.new_keyworkers import notify_new_keyworkers
from reviews.package_reviews.acknowledgement import (
    acknowledge_review,
    answer_review_reply,
    record_review_acknowledgement,
    withdraw_review_acknowledgement,
)
from reviews.package_reviews.arranging import arrange_review
from reviews.package_reviews.copies.services import REVIEW_PDF, request_review_pdf
from reviews.package_reviews.corrections import correct_review, strike_review, withdraw_review
from reviews.package_reviews.raising import raise_review, raise_reviews, reviews_to_raise
from reviews.package_reviews.reminders import remind_of_review, remind_of_reviews, reviews_to_remind_of
from reviews.package_reviews.requests import (
    answer_review_request,
    ask_as_representative,
    ask_for_review,
    withdraw_review_request,
)
from reviews.package_reviews.services import (
    WriteUp,
    conduct_review,
    send_review_link,
    share_review,
    start_plan_from_review,
)
from reviews.updates.acknowledgement import (
    acknowledge_update,
    answer_reply,
    record_acknowledgement,
    withdraw_acknowledgement,
)
from reviews.updates.corrections import correct_update, strike_update
from reviews.updates.pdf_service import UPDATE_PDF, make_update_pdf, request_update_pdf
from reviews.updates.raising import (
    next_update_due_on,
    packages_to_update,
    postpone_updates,
    raise_update,
    raise_updates,
)
from reviews.updates.reminders import remind_of_update, remind_of_updates, updates_to_remind_of
from reviews.updates.services import (
    check_update,
    send_update_back,
    send_update_link,
    send_update_to_check,
    submit_update,
    withdraw_from_check,
    write_update,
)

__all__ = [
    "REVIEW_PDF",
    "UPDATE_PDF",
    "WriteUp",
    "acknowledge_review",
    "acknowledge_update",
    "acknowledgements_to_chase",
    "answer_reply",
    "answer_review_reply",
    "answer_review_request",
    "arrange_review",
    "ask_as_representative",
    "ask_for_review",
    "chase_acknowledgement",
    "chase_acknowledgements",
    "check_update",
    "conduct_review",
    "correct_connections_map",
    "correct_review",
    "correct_update",
    "drop_agreed_step",
    "make_update_pdf",
    "next_update_due_on",
    "notify_new_keyworkers",
    "packages_to_update",
    "postpone_updates",
    "raise_review",
    "raise_reviews",
    "raise_update",
    "raise_updates",
    "record_acknowledgement",
    "record_connections_map",
    "record_meaning",
    "record_review_acknowledgement",
    "remind_of_review",
    "remind_of_reviews",
    "remind_of_update",
    "remind_of_updates",
    "request_review_pdf",
    "request_update_pdf",
    "resume_agreed_step",
    "reviews_to_raise",
    "reviews_to_remind_of",
    "send_review_link",
    "send_update_back",
    "send_update_link",
    "send_update_to_check",
    "share_review",
    "start_plan_from_review",
    "strike_review",
    "strike_update",
    "submit_update",
    "updates_to_remind_of",
    "withdraw_acknowledgement",
    "withdraw_connections_map",
    "withdraw_from_check",
    "withdraw_review",
    "withdraw_review_acknowledgement",
    "withdraw_review_request",
    "write_update",
]
