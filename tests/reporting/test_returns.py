"""A return is prepared, signed, sealed; what is hidden from whom, before and after."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Permission as P
from accounts.permissions import can
from accounts.walls import raise_wall
from contracts.models import Post
from contracts.services import appoint
from core.dates import Period
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from reporting.figures import sections
from reporting.models import CountedRecord, Return, ReturnFigure, ReturnSection
from reporting.services import make_missing_pdfs, open_return, seal, sign_restricted, write_section
from safeguarding.services import raise_concern
from tests.cast import assemble
from tests.factories import VisitFactory
from tests.reporting.builders import AFTER, DAY, FIRST, QUARTER, TODAY, on
from tests.snapshots import build_once


@pytest.fixture
def cast(db):
    """Given the cast on 6 July 2027, with three visits in the quarter that is over."""
    with on(TODAY):
        cast = build_once(assemble)
    for n in range(3):
        VisitFactory(package=cast.package, worker=cast.worker, on=FIRST + (40 + n) * DAY)
    VisitFactory(package=cast.other_package, worker=cast.other_worker, on=FIRST + 50 * DAY)
    return cast


@pytest.fixture
def opened(cast) -> Return:
    with on(TODAY):
        return open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)


def sealed(cast, opened) -> Return:
    with on(TODAY):
        signed = sign_restricted(quarterly=opened, by=opened.restricted_to)
        seal(quarterly=signed, by=cast.ben)
    return Return.objects.get(pk=opened.pk)


def concern(cast, **named):
    with on(FIRST + 60 * DAY):
        return raise_concern(
            package=cast.package,
            kinds=["financial"],
            account="Money was gone.",
            source_of_risk="service provider" if named else "other known",
            wishes_asked="not asked",
            by=cast.amara,
            **named,
        )


def shown(some_return, user) -> dict[str, int]:
    """The figures as the user sees them."""
    with on(TODAY):
        all_sections = sections(Return.objects.get(pk=some_return.pk), user)
    return {figure.key: figure.value for section in all_sections for figure in section.figures}


def looks(some_return, user) -> list:
    """What the user sees of the ten sections, without the figures' values."""
    with on(TODAY):
        all_sections = sections(Return.objects.get(pk=some_return.pk), user)
    return [
        (part.number, part.title, part.narrative, part.is_restricted, [figure.key for figure in part.figures])
        for part in all_sections
    ]


# Opening


def test_a_return_opens_when_its_period_is_over(cast):
    with on(AFTER - DAY), pytest.raises(Refused, match="not over before 30 June 2027"):
        open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
    with on(AFTER):
        assert open_return(contract=cast.tameside, period=QUARTER, by=cast.ben).sections.count() == 10


def test_a_period_has_one_return(cast, opened):
    with on(TODAY), pytest.raises(Refused, match="already"), transaction.atomic():
        open_return(contract=cast.tameside, period=QUARTER, by=cast.dana)


def test_the_restricted_section_is_given_to_somebody_who_may_sign(cast, opened):
    assert opened.restricted_to == cast.dana, "the first by name"
    message = Message.objects.get(key__startswith=f"return-to-sign:{opened.pk}", channel="in app")
    assert message.to == cast.dana


def test_it_is_given_to_somebody_not_walled(cast):
    """Given a concern about Dana, the deputy; then the section goes to Sunita, and nothing says why."""
    appointed = concern(cast)
    raise_wall(record_id=appointed.pk, user=cast.dana, reason="Named", by=cast.sunita)
    with on(TODAY):
        opened = open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
    assert opened.restricted_to == cast.sunita


def test_a_wall_round_the_person_counts_as_well(cast):
    """Given Dana walled off from Maya herself; then the section that counts Maya's concern is not given to her."""
    concern(cast)
    raise_wall(record_id=cast.individual.pk, user=cast.dana, reason="Her cousin", by=cast.sunita)
    with on(TODAY):
        opened = open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
    assert opened.restricted_to == cast.sunita


def test_without_anybody_to_sign_nothing_opens(cast):
    Post.objects.filter(role__in=["deputy", "safeguarding_lead"]).update(until_on=TODAY)
    with on(TODAY), pytest.raises(Refused, match="appoint a deputy"):
        open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)


# Writing and signing


def section(some_return, number) -> ReturnSection:
    return some_return.sections.get(number=number)


def test_the_restricted_section_is_written_by_its_signatory_only(cast, opened):
    with pytest.raises(Refused, match="given to Dana Kowalska"), transaction.atomic():
        write_section(section=section(opened, 3), revision=1, narrative="All quiet", by=cast.ben)
    write_section(section=section(opened, 3), revision=1, narrative="One concern", by=cast.dana)
    write_section(section=section(opened, 1), revision=1, narrative="A good spring", by=cast.ben)
    assert section(opened, 3).narrative == "One concern"


def test_two_who_write_lose_nothing(cast, opened):
    stale = section(opened, 1)
    write_section(section=section(opened, 1), revision=1, narrative="A good spring", by=cast.ben)
    with pytest.raises(Conflict) as conflict:
        write_section(section=stale, revision=1, narrative="A poor spring", by=cast.dana)
    assert conflict.value.record.narrative == "A good spring"


def test_only_the_signatory_signs(cast, opened):
    with on(TODAY), pytest.raises(Refused, match="given to Dana Kowalska"), transaction.atomic():
        sign_restricted(quarterly=opened, by=cast.sunita)
    with on(TODAY), pytest.raises(Refused, match="not signed yet"), transaction.atomic():
        seal(quarterly=opened, by=cast.ben)


def test_the_section_passes_on_when_a_wall_has_come_to_stand(cast, opened):
    """Given Dana as signatory; when she is walled off before signing; then nothing is signed and Sunita is asked."""
    raise_wall(record_id=concern(cast).pk, user=cast.dana, reason="Named", by=cast.sunita)
    with on(TODAY):
        after = sign_restricted(quarterly=opened, by=cast.dana)
    assert (after.restricted_to, after.restricted_signed_at) == (cast.sunita, None)
    assert Message.objects.filter(key__startswith=f"return-to-sign:{opened.pk}", to=cast.sunita).exists()
    with on(TODAY):
        assert sign_restricted(quarterly=after, by=cast.sunita).restricted_signed_by == cast.sunita


def test_a_signatory_who_was_relieved_passes_it_on(cast, opened):
    Post.objects.filter(user=cast.dana).update(until_on=TODAY)
    with on(TODAY):
        assert sign_restricted(quarterly=opened, by=cast.dana).restricted_to == cast.sunita


# What is shown while it is prepared


def test_the_restricted_section_is_shown_to_its_signatory_only(cast, opened):
    concern(cast)
    assert "concerns" in shown(opened, cast.dana)
    for user in (cast.ben, cast.sunita):
        assert "concerns" not in shown(opened, user)


def test_it_looks_the_same_whether_or_not_anything_is_hidden(cast, opened):
    """Given two quarters alike but for a concern about somebody; then the manager's page is the same in both."""
    before, figures = looks(opened, cast.ben), shown(opened, cast.ben)
    concern(cast, named_worker=cast.other_worker)
    assert looks(opened, cast.ben) == before
    assert shown(opened, cast.ben) == figures
    write_section(section=section(opened, 3), revision=1, narrative="One concern", by=cast.dana)
    assert looks(opened, cast.ben) == before


def test_live_figures_leave_out_what_the_reader_may_not_know(cast, opened):
    """Given Ben walled off from Maya; then Ben's figures count Tomasz only, Dana's count both."""
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    keys = ("supported", "started", "visits", "hours")
    assert [shown(opened, cast.ben)[key] for key in keys] == [1, 1, 1, 60]
    assert [shown(opened, cast.dana)[key] for key in keys] == [2, 2, 4, 240]


# What is sealed


def test_sealed_figures_are_complete_and_frozen(cast, opened):
    """Given a return sealed by somebody walled off; when visits are added later; then it says what it said."""
    concern(cast, named_worker=cast.other_worker)
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    done = sealed(cast, opened)
    values = dict(done.figures.values_list("key", "value"))
    assert (values["supported"], values["visits"], values["hours"], values["concerns"]) == (2, 4, 240, 1)
    VisitFactory(package=cast.package, worker=cast.worker, on=FIRST + 45 * DAY)
    assert shown(done, cast.helen)["visits"] == 4
    assert shown(done, cast.dana)["visits"] == 4


def test_the_council_reads_everything_and_the_provider_what_it_may(cast, opened):
    concern(cast, named_worker=cast.other_worker)
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    done = sealed(cast, opened)
    assert shown(done, cast.helen)["concerns"] == 1
    assert shown(done, cast.helen)["visits"] == 4
    assert shown(done, cast.ben)["visits"] == 1
    for user in (cast.ben, cast.dana, cast.sunita):
        assert "concerns" not in shown(done, user)


def test_a_sealed_return_looks_the_same_to_whoever_is_walled(cast, opened):
    """Given the same return; then the page of the walled manager has the same parts as that of any other."""
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    done = sealed(cast, opened)
    assert looks(done, cast.ben) == looks(done, cast.dana)


def test_earlier_quarters_shown_to_whoever_is_walled_leave_the_record_out(cast, opened):
    """Given a sealed return with quarters before it; then their figures, too, leave out what Ben may not know."""
    done = sealed(cast, opened)
    later = Period(AFTER, datetime.date(2027, 10, 1))
    with on(datetime.date(2027, 10, 4)):
        following = open_return(contract=cast.tameside, period=later, by=cast.ben)
        seal(quarterly=sign_restricted(quarterly=following, by=following.restricted_to), by=cast.ben)
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    assert shown(done, cast.ben)["visits"] == 1
    with on(datetime.date(2027, 10, 4)):
        all_sections = sections(Return.objects.get(pk=following.pk), cast.ben)
    visits = next(figure for part in all_sections for figure in part.figures if figure.key == "visits")
    assert visits.earlier[-1] == 1, "the quarter before, as this reader may know it"


def test_every_figure_can_be_followed_to_its_records(cast, opened):
    done = sealed(cast, opened)
    for figure in done.figures.all():
        assert figure.value == sum(figure.counted.values_list("amount", flat=True)), figure.key
    visits = done.figures.get(key="visits")
    hours = done.figures.get(key="hours")
    by_record = dict(visits.counted.values_list("record_id", "reference"))
    assert dict(hours.counted.values_list("record_id", "reference")) == by_record, "one reference per record"


def test_references_mean_nothing_outside_the_return(cast, opened):
    done = sealed(cast, opened)
    references = set(CountedRecord.objects.filter(figure__in_return=done).values_list("reference", flat=True))
    assert all(reference.startswith("C-") for reference in references)
    assert cast.individual.reference not in references
    assert cast.package.reference not in references


def test_the_fingerprint_changes_with_a_word_and_with_nothing_else(cast, opened):
    prints = []
    for narrative in ("A good spring", "A good spring", "A poor spring"):
        point = transaction.savepoint()
        write_section(section=section(opened, 1), revision=1, narrative=narrative, by=cast.ben)
        prints.append(sealed(cast, Return.objects.get(pk=opened.pk)).fingerprint)
        transaction.savepoint_rollback(point)
    assert prints[0] == prints[1]
    assert prints[0] != prints[2]
    assert len(prints[0]) == 64


def test_what_is_sealed_is_not_written_or_signed_or_sealed_again(cast, opened):
    done = sealed(cast, opened)
    for attempt in (
        lambda: write_section(section=section(done, 1), revision=1, narrative="Better", by=cast.ben),
        lambda: sign_restricted(quarterly=done, by=cast.dana),
        lambda: seal(quarterly=done, by=cast.ben),
    ):
        with on(TODAY), pytest.raises(NotPossible, match="sealed"), transaction.atomic():
            attempt()


def refused(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


def test_nothing_of_a_sealed_return_is_edited_in_the_database(cast, opened):
    done = sealed(cast, opened)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        done.sections.update(narrative="Better")
    assert refused(lambda: ReturnFigure.objects.filter(in_return=done).update(value=99))
    assert refused(lambda: CountedRecord.objects.filter(figure__in_return=done).update(amount=99))


@pytest.mark.parametrize(
    "columns",
    [
        {"fingerprint": "0" * 64},
        {"until_on": AFTER + DAY},
        {"edition": 7},
        {"state": "preparing", "sealed_at": None, "sealed_by": None, "fingerprint": ""},
    ],
)
def test_a_seal_is_not_broken_in_the_database(cast, opened, columns):
    """Given a sealed return; when its own row is changed past the services; then the database says no."""
    done = sealed(cast, opened)
    assert refused(lambda: Return.objects.filter(pk=done.pk).update(**columns))


def test_a_section_in_preparation_can_be_edited(cast, opened):
    assert opened.sections.update(narrative="Not yet") == 10


# Papers and readers


def test_the_papers_are_made_once_and_the_readers_told(cast, opened):
    done = sealed(cast, opened)
    with on(TODAY):
        assert [make_missing_pdfs(on=TODAY), make_missing_pdfs(on=TODAY)] == [1, 0]
    done.refresh_from_db()
    assert done.council_copy.content_type == "application/pdf"
    assert done.council_copy.sha256 != done.provider_copy.sha256
    messages = Message.objects.filter(key__startswith=f"return-ready:{done.pk}", channel="in app")
    assert {message.to for message in messages} >= {cast.helen, cast.ben}


def test_who_reads_a_return(cast, opened):
    def readers(some_return):
        with on(TODAY):
            return {name for name, user in cast.everybody().items() if can(user, P.READ_RETURN, some_return)}

    assert readers(opened) == {"ben", "dana", "sunita"}
    assert readers(sealed(cast, opened)) == {"ben", "dana", "sunita", "helen"}


def test_the_commissioner_of_another_contract_reads_nothing(cast, opened):
    done = sealed(cast, opened)
    appoint(user=cast.noel, role="commissioner", contract=cast.links, from_on=TODAY, by=cast.alan)
    with on(TODAY):
        assert not Return.objects.visible_to(cast.noel).filter(pk=done.pk).exists()
        assert not Return.objects.visible_to(cast.ivor).exists()
