from reviews.agreed_steps.models import StepNotNeeded
from reviews.connections.models import Connection, ConnectionsMap, ConnectionsMapQuerySet, MapDomain
from reviews.package_reviews.columns import REVIEW_COLUMNS, REVIEW_LABELS
from reviews.package_reviews.copies.models import ReviewPdf
from reviews.package_reviews.invitations import ReviewInvitation
from reviews.package_reviews.models import ANSWERED, Review, ReviewGoal, ReviewQuerySet, ReviewVersion
from reviews.updates.models import (
    MAY_PASS_ON_MISSING,
    NOT_SENT,
    REPLY_MISSING,
    REPORT_MISSING,
    UPDATE_TEXT_FIELDS,
    KeyworkerUpdate,
    UpdatePdf,
    UpdateQuerySet,
    UpdateVersion,
)

__all__ = [
    "ANSWERED",
    "MAY_PASS_ON_MISSING",
    "NOT_SENT",
    "REPLY_MISSING",
    "REPORT_MISSING",
    "REVIEW_COLUMNS",
    "REVIEW_LABELS",
    "UPDATE_TEXT_FIELDS",
    "Connection",
    "ConnectionsMap",
    "ConnectionsMapQuerySet",
    "KeyworkerUpdate",
    "MapDomain",
    "Review",
    "ReviewGoal",
    "ReviewInvitation",
    "ReviewPdf",
    "ReviewQuerySet",
    "ReviewVersion",
    "StepNotNeeded",
    "UpdatePdf",
    "UpdateQuerySet",
    "UpdateVersion",
]
