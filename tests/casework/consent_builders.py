"""The person agrees, or stops, in their own pages or by telling staff."""

from accounts.models import User
from casework.consent.parties import Party
from casework.models import ConsentDecision
from casework.services import record_consent


def give_consent(party: Party, purpose: str, by: User) -> ConsentDecision:
    return record_consent(party=party, purpose=purpose, answer="given", how="in the portal", by=by)


def stop_consent(decision: ConsentDecision, by: User) -> ConsentDecision:
    return record_consent(
        party=decision.party, purpose=decision.purpose, answer="withdrawn", how="in the portal", by=by
    )
