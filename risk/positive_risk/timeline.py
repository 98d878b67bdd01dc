"""What decisions, transition plans and exit plans bring to a person's timeline."""

from django.db.models import OuterRef, Subquery

from core.models import StateChange
from core.timeline import Entry, Line, Lines, lines
from plans.models import ExitAgreement, ExitPlan, TransitionPlan, TransitionSharing
from referrals.enums import Agency
from risk.models import PositiveRisk
from risk.positive_risk.enums import ExitParty

WORDS = {
    "start": "begun",
    "decide": "made",
    "drop": "dropped",
    "supersede": "replaced by a newer one",
}


def entries(individual, user) -> list[Lines]:
    """Every move of the decisions `user` may see; transition and exit plans as they came, were agreed or shared."""
    about = {"package__case__individual": individual}
    risks = PositiveRisk.objects.visible_to(user).filter(**about)
    wish = PositiveRisk.objects.filter(pk=OuterRef("record_id")).values("wish")
    transitions = TransitionPlan.objects.visible_to(user).filter(**about)
    exits = ExitPlan.objects.visible_to(user).filter(**about)
    transition_href, exit_href = f"/people/{individual.pk}/transition/", f"/people/{individual.pk}/exit/"

    def shared(line: Line) -> Entry:
        return Entry(
            at=line.at,
            title=f"Transition plan shared with {Agency(line.columns['agency']).label}: {line.columns['whom']}",
            by=line.by,
            href=transition_href,
        )

    def agreed(line: Line) -> Entry:
        party = ExitParty(line.columns["party"]).label
        return Entry(at=line.at, title=f"Exit plan agreed. {party}: {line.columns['who']}", by=line.by, href=exit_href)

    def written(title: str, href: str):
        return lambda line: Entry(at=line.at, title=title, by=line.by, href=href)

    return [
        lines(
            StateChange.objects.of_records(risks),
            _moved,
            at="recorded_at",
            verb="verb",
            reason="reason",
            record="record_id",
            wish=Subquery(wish),
        ),
        lines(transitions, written("Transition plan written", transition_href), at="recorded_at"),
        lines(
            TransitionSharing.objects.filter(plan__in=transitions.values("pk")),
            shared,
            at="recorded_at",
            agency="agency",
            whom="shared_with",
        ),
        lines(exits, written("Exit plan written", exit_href), at="recorded_at"),
        lines(
            ExitAgreement.objects.filter(plan__in=exits.values("pk")),
            agreed,
            at="recorded_at",
            party="party",
            who="who",
        ),
    ]


def _moved(line: Line) -> Entry:
    return Entry(
        at=line.at,
        title=f"Positive risk decision {WORDS[line.columns['verb']]}: “{_short(line.columns['wish'])}”",
        body=line.columns["reason"],
        by=line.by,
        href=f"/positive-risk/{line.columns['record']}/",
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
