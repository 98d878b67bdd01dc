"""A return is prepared, signed and sealed. Which records are hidden from whom, before and after."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from accounts.walls import raise_wall
from contracts.models import Contract, Post
from contracts.services import appoint
from core.dates import Period
from core.document_making import make_missing
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from reporting.counted import Row
from reporting.enums import ABOUT_STAFF, Unit
from reporting.figures import sections
from reporting.indicators import INDICATORS, Indicator
from reporting.models import CountedRecord, Return, ReturnFigure, ReturnSection
from reporting.pdf import quarter_labels
from reporting.services import RETURN_PDFS, open_return, seal, sign_restricted, write_section
from safeguarding.services import raise_concern
from tests.cast import assemble
from tests.factories import ReturnFactory, VisitFactory
from tests.reporting.builders import AFTER, DAY, FIRST, LAST, QUARTER, TODAY, freeze_on
from tests.snapshots import build_once
from workforce.models import Absence, Worker


@pytest.fixture
def cast(db):
    """Given the cast on 6 July 2027, with three visits in the quarter that is over."""
    with freeze_on(TODAY):
        cast = build_once(assemble)
    for n in range(3):
        VisitFactory(package=cast.package, worker=cast.worker, on=FIRST + (40 + n) * DAY)
    VisitFactory(package=cast.other_package, worker=cast.other_worker, on=FIRST + 50 * DAY)
    return cast


@pytest.fixture
def quarterly(cast) -> Return:
    with freeze_on(TODAY):
        return open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)


def seal_return(cast, quarterly) -> Return:
    with freeze_on(TODAY):
        quarterly_signed = sign_restricted(quarterly=quarterly, by=quarterly.restricted_to)
        seal(quarterly=quarterly_signed, by=cast.ben)
    return Return.objects.get(pk=quarterly.pk)


def make_concern(cast, **columns):
    with freeze_on(FIRST + 60 * DAY):
        return raise_concern(
            package=cast.package,
            kinds=["financial"],
            account="Money was gone.",
            source_of_risk="service provider" if columns else "other known",
            wishes_asked="not asked",
            by=cast.amara,
            **columns,
        )


def figures_for(some_return, user) -> dict[str, int]:
    """Return the figures as the user sees them."""
    with freeze_on(TODAY):
        all_sections = sections(Return.objects.get(pk=some_return.pk), user)
    return {figure.key: figure.value for part in all_sections for figure in part.figures}


def layout_for(some_return, user) -> list:
    """Return what the user sees of the ten sections, without the values."""
    with freeze_on(TODAY):
        all_sections = sections(Return.objects.get(pk=some_return.pk), user)
    return [
        (part.number, part.title, part.narrative, part.is_restricted, [figure.key for figure in part.figures])
        for part in all_sections
    ]


# Opening


def test_a_return_opens_when_its_period_is_over(cast):
    with freeze_on(AFTER - DAY), pytest.raises(Refused, match="after 30 June 2027"):
        open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
    with freeze_on(AFTER):
        assert open_return(contract=cast.tameside, period=QUARTER, by=cast.ben).sections.count() == 10


def test_a_period_has_one_return(cast, quarterly):
    with freeze_on(TODAY), pytest.raises(Refused, match="already"), transaction.atomic():
        open_return(contract=cast.tameside, period=QUARTER, by=cast.dana)


def test_the_restricted_section_is_assigned_to_somebody_who_may_sign(cast, quarterly):
    assert quarterly.restricted_to == cast.dana, "the first by name"
    message = Message.objects.get(key__startswith=f"return-to-sign:{quarterly.pk}", channel="in app")
    assert message.to == cast.dana


def test_the_restricted_section_is_not_assigned_to_somebody_walled_off(cast):
    """Given a concern about Dana, the deputy; then the section is assigned to Sunita without a visible reason."""
    appointed = make_concern(cast)
    raise_wall(record_id=appointed.pk, user=cast.dana, reason="Named", by=cast.sunita)
    with freeze_on(TODAY):
        quarterly = open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
    assert quarterly.restricted_to == cast.sunita


def test_a_wall_around_the_person_counts_too(cast):
    """Given Dana walled off from Maya; then the section that counts Maya's concern is not assigned to her."""
    make_concern(cast)
    raise_wall(record_id=cast.individual.pk, user=cast.dana, reason="Her cousin", by=cast.sunita)
    with freeze_on(TODAY):
        quarterly = open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)
    assert quarterly.restricted_to == cast.sunita


def test_no_return_opens_without_a_signatory(cast):
    Post.objects.filter(role__in=["deputy", "safeguarding_lead"]).update(until_on=TODAY)
    with freeze_on(TODAY), pytest.raises(Refused, match="Appoint a deputy"):
        open_return(contract=cast.tameside, period=QUARTER, by=cast.ben)


# Writing and signing


def get_section(some_return, number) -> ReturnSection:
    return some_return.sections.get(number=number)


def test_only_the_signatory_writes_the_restricted_section(cast, quarterly):
    with pytest.raises(Refused, match="assigned to Dana Kowalska"), transaction.atomic():
        write_section(section=get_section(quarterly, 3), revision=1, narrative="All quiet", by=cast.ben)
    write_section(section=get_section(quarterly, 3), revision=1, narrative="One concern", by=cast.dana)
    write_section(section=get_section(quarterly, 1), revision=1, narrative="A good spring", by=cast.ben)
    assert get_section(quarterly, 3).narrative == "One concern"


def test_two_people_who_edit_at_once_lose_nothing(cast, quarterly):
    stale = get_section(quarterly, 1)
    write_section(section=get_section(quarterly, 1), revision=1, narrative="A good spring", by=cast.ben)
    with pytest.raises(Conflict) as conflict:
        write_section(section=stale, revision=1, narrative="A poor spring", by=cast.dana)
    assert conflict.value.record.narrative == "A good spring"


def test_only_the_signatory_signs(cast, quarterly):
    with freeze_on(TODAY), pytest.raises(Refused, match="assigned to Dana Kowalska"), transaction.atomic():
        sign_restricted(quarterly=quarterly, by=cast.sunita)
    with freeze_on(TODAY), pytest.raises(Refused, match="not signed yet"), transaction.atomic():
        seal(quarterly=quarterly, by=cast.ben)


def test_a_new_wall_passes_the_restricted_section_on(cast, quarterly):
    """Given Dana as signatory; when she is walled off before signing; then nothing is signed and Sunita must sign."""
    raise_wall(record_id=make_concern(cast).pk, user=cast.dana, reason="Named", by=cast.sunita)
    with freeze_on(TODAY):
        after = sign_restricted(quarterly=quarterly, by=cast.dana)
    assert (after.restricted_to, after.restricted_signed_at) == (cast.sunita, None)
    asking = Message.objects.unread().filter(key__startswith=f"return-to-sign:{quarterly.pk}", channel="in app")
    assert [message.to for message in asking] == [cast.sunita], "Dana is not asked any more"
    with freeze_on(TODAY):
        assert sign_restricted(quarterly=after, by=cast.sunita).restricted_signed_by == cast.sunita
    assert not asking.all().exists()


def test_a_signatory_whose_post_ended_passes_the_section_on(cast, quarterly):
    Post.objects.filter(user=cast.dana).update(until_on=TODAY)
    with freeze_on(TODAY):
        assert sign_restricted(quarterly=quarterly, by=cast.dana).restricted_to == cast.sunita


# A return in preparation


def test_only_the_signatory_sees_the_restricted_section(cast, quarterly):
    make_concern(cast)
    assert "concerns" in figures_for(quarterly, cast.dana)
    for user in (cast.ben, cast.sunita):
        assert "concerns" not in figures_for(quarterly, user)


def test_a_return_looks_the_same_with_and_without_hidden_records(cast, quarterly):
    """Given two quarters alike but for a concern about somebody; then the manager's page is the same in both."""
    before, figures = layout_for(quarterly, cast.ben), figures_for(quarterly, cast.ben)
    make_concern(cast, named_users=[cast.lewis])
    assert layout_for(quarterly, cast.ben) == before
    assert figures_for(quarterly, cast.ben) == figures
    write_section(section=get_section(quarterly, 3), revision=1, narrative="One concern", by=cast.dana)
    assert layout_for(quarterly, cast.ben) == before


def test_live_figures_leave_out_records_hidden_from_the_reader(cast, quarterly):
    """Given Ben walled off from Maya; then Ben's figures count Tomasz only, Dana's count both."""
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    keys = ("supported", "started", "visits", "hours")
    assert [figures_for(quarterly, cast.ben)[key] for key in keys] == [1, 1, 1, 60]
    assert [figures_for(quarterly, cast.dana)[key] for key in keys] == [2, 2, 4, 240]


# A sealed return


def test_sealed_figures_are_complete_and_frozen(cast, quarterly):
    """Given a sealed return; when visits are added later; then its figures do not change."""
    make_concern(cast, named_users=[cast.lewis])
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    done = seal_return(cast, quarterly)
    values = dict(done.figures.values_list("key", "value"))
    assert (values["supported"], values["visits"], values["hours"], values["concerns"]) == (2, 4, 240, 1)
    VisitFactory(package=cast.package, worker=cast.worker, on=FIRST + 45 * DAY)
    assert figures_for(done, cast.helen)["visits"] == 4
    assert figures_for(done, cast.dana)["visits"] == 4


def test_the_council_reads_every_record_and_the_provider_only_what_it_may(cast, quarterly):
    make_concern(cast, named_users=[cast.lewis])
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    done = seal_return(cast, quarterly)
    assert figures_for(done, cast.helen)["concerns"] == 1
    assert figures_for(done, cast.helen)["visits"] == 4
    assert figures_for(done, cast.ben)["visits"] == 1
    for user in (cast.ben, cast.dana, cast.sunita):
        assert "concerns" not in figures_for(done, user)


def test_a_sealed_return_looks_the_same_to_somebody_walled_off(cast, quarterly):
    """Given the same return; then the page of a walled manager has the same parts as any other."""
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    done = seal_return(cast, quarterly)
    assert layout_for(done, cast.ben) == layout_for(done, cast.dana)


def test_earlier_quarters_leave_out_walled_records(cast, quarterly):
    """Given a sealed return with quarters before it; then their figures, too, leave out what Ben may not know."""
    done = seal_return(cast, quarterly)
    later = Period(AFTER, datetime.date(2027, 10, 1))
    with freeze_on(datetime.date(2027, 10, 4)):
        following = open_return(contract=cast.tameside, period=later, by=cast.ben)
        seal(quarterly=sign_restricted(quarterly=following, by=following.restricted_to), by=cast.ben)
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)
    assert figures_for(done, cast.ben)["visits"] == 1
    with freeze_on(datetime.date(2027, 10, 4)):
        all_sections = sections(Return.objects.get(pk=following.pk), cast.ben)
    visits = next(figure for part in all_sections for figure in part.figures if figure.key == "visits")
    assert visits.earlier[-1] == 1, "the quarter before, as this reader may see it"


def test_every_figure_leads_to_its_records(cast, quarterly):
    done = seal_return(cast, quarterly)
    for figure in done.figures.all():
        assert figure.value == sum(figure.counted.values_list("amount", flat=True)), figure.key
    visits = done.figures.get(key="visits")
    hours = done.figures.get(key="hours")
    by_record = dict(visits.counted.values_list("record_id", "reference"))
    assert dict(hours.counted.values_list("record_id", "reference")) == by_record, "one reference per record"


def test_references_belong_to_one_return_only(cast, quarterly):
    done = seal_return(cast, quarterly)
    references = set(CountedRecord.objects.filter(figure__in_return=done).values_list("reference", flat=True))
    assert all(reference.startswith("C-") for reference in references)
    assert cast.individual.reference not in references
    assert cast.package.reference not in references


def test_the_notes_are_a_column_only_where_there_are_some(cast, quarterly, client):
    """Given a worker who was off sick, with a reason; then only the hours lost to sickness have notes."""
    Absence.objects.create(
        worker=cast.worker, kind="sickness", sickness_reason="back", from_on=FIRST, until_on=FIRST + 3 * DAY
    )
    seal_return(cast, quarterly)
    client.force_login(cast.helen)
    with_notes = set()
    client.force_login(cast.ben)
    for figure in quarterly.figures.filter(counted__isnull=False).distinct():
        page = client.get(reverse("return_figure", args=[quarterly.pk, figure.key])).text
        assert "It is different in every return" not in page
        if "Back problems" in page:
            with_notes.add(figure.key)
    assert with_notes == {"sick-hours"}


def test_the_council_reads_every_figure_about_staff_in_groups(cast, quarterly, client):
    """Given a worker who started, was off sick and left; then the Council gets nothing of them alone."""
    worker = cast.worker
    Absence.objects.create(
        worker=worker, kind="sickness", sickness_reason="back", from_on=FIRST, until_on=FIRST + 3 * DAY
    )
    columns = {"started_on": FIRST, "left_on": LAST, "leaving_reason": "another job"}
    Worker.objects.filter(pk=worker.pk).update(**columns)
    done = seal_return(cast, quarterly)
    client.force_login(cast.helen)
    figures = done.figures.filter(section__in=ABOUT_STAFF, counted__isnull=False).distinct()
    assert {figure.key for figure in figures} == {"starters", "leavers", "contracted-hours", "sick-hours"}
    reasons = {row.words for figure in figures for row in figure.counted.all() if row.words}
    assert len(reasons) == 2
    for figure in figures:
        page = client.get(reverse("return_figure", args=[done.pk, figure.key])).text
        assert "Staff are counted in groups" in page
        assert "ewer than 5 people" in page
        hidden = [*reasons, *figure.counted.values_list("reference", flat=True)]
        assert [each for each in hidden if each in page] == [], figure.key
    for figure in done.figures.filter(counted__isnull=False).exclude(section__in=ABOUT_STAFF).distinct():
        page = client.get(reverse("return_figure", args=[done.pk, figure.key])).text
        assert "It is different in every return" in page


def test_a_sealed_figure_that_is_no_longer_counted_can_still_be_read(cast, quarterly, client, monkeypatch):
    """Given a return sealed with days lost to sickness; when hours are counted instead; then its page is as sealed."""
    days = [Row(cast.worker.pk, None, 3, "Back problems")]
    former = Indicator("sick-days", 8, "Days lost to sickness", "Calendar days.", Unit.DAYS, lambda *_: days)
    monkeypatch.setitem(INDICATORS, "sick-days", former)
    seal_return(cast, quarterly)
    monkeypatch.delitem(INDICATORS, "sick-days")
    client.force_login(cast.helen)
    page = client.get(reverse("return_figure", args=[quarterly.pk, "sick-days"])).text
    assert "Days lost to sickness" in page
    assert "Back problems" not in page, "one person"
    assert client.get(reverse("return", args=[quarterly.pk])).status_code == 200


def test_the_sickness_level_is_below_the_figures_it_is_made_of(cast, quarterly, client):
    """Given three of 195 working days lost; then 1.5 per cent."""
    Absence.objects.create(
        worker=cast.worker, kind="sickness", sickness_reason="back", from_on=FIRST, until_on=FIRST + 5 * DAY
    )
    client.force_login(cast.ben)
    with freeze_on(TODAY):
        page = client.get(reverse("return", args=[quarterly.pk])).text
    assert "Sickness level" in page
    assert "1.5%" in page


def test_the_fingerprint_changes_only_with_the_text(cast, quarterly):
    prints = []
    for narrative in ("A good spring", "A good spring", "A poor spring"):
        point = transaction.savepoint()
        write_section(section=get_section(quarterly, 1), revision=1, narrative=narrative, by=cast.ben)
        prints.append(seal_return(cast, Return.objects.get(pk=quarterly.pk)).fingerprint)
        transaction.savepoint_rollback(point)
    assert prints[0] == prints[1]
    assert prints[0] != prints[2]
    assert len(prints[0]) == 64


def test_a_sealed_return_is_not_edited_signed_or_sealed_again(cast, quarterly):
    done = seal_return(cast, quarterly)
    for attempt in (
        lambda: write_section(section=get_section(done, 1), revision=1, narrative="Better", by=cast.ben),
        lambda: sign_restricted(quarterly=done, by=cast.dana),
        lambda: seal(quarterly=done, by=cast.ben),
    ):
        with freeze_on(TODAY), pytest.raises(NotPossible, match="sealed"), transaction.atomic():
            attempt()


def is_refused(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


def test_the_database_refuses_edits_of_a_sealed_return(cast, quarterly):
    done = seal_return(cast, quarterly)
    with pytest.raises(IntegrityError, match="can no longer be changed"), transaction.atomic():
        done.sections.update(narrative="Better")
    assert is_refused(lambda: ReturnFigure.objects.filter(in_return=done).update(value=99))
    assert is_refused(lambda: CountedRecord.objects.filter(figure__in_return=done).update(amount=99))


@pytest.mark.parametrize(
    "columns",
    [
        {"fingerprint": "0" * 64},
        {"until_on": AFTER + DAY},
        {"edition": 7},
        {"state": "preparing", "sealed_at": None, "sealed_by": None, "fingerprint": ""},
    ],
)
def test_the_database_refuses_to_unseal_a_return(cast, quarterly, columns):
    """Given a sealed return; when its row is changed without a service; then the database refuses."""
    done = seal_return(cast, quarterly)
    assert is_refused(lambda: Return.objects.filter(pk=done.pk).update(**columns))


def test_a_section_in_preparation_can_be_edited(cast, quarterly):
    assert quarterly.sections.update(narrative="Not yet") == 10


# PDFs and readers


def test_the_pdfs_are_made_once_and_readers_are_notified(cast, quarterly):
    done = seal_return(cast, quarterly)
    with freeze_on(TODAY):
        assert [make_missing(RETURN_PDFS, on=TODAY) for _ in range(2)] == [1, 0]
    done.refresh_from_db()
    assert done.council_copy.content_type == "application/pdf"
    assert done.council_copy.sha256 != done.provider_copy.sha256
    messages = Message.objects.filter(key__startswith=f"return-ready:{done.pk}", channel="in app")
    assert {message.to for message in messages} >= {cast.helen, cast.ben}


def test_who_reads_a_return(cast, quarterly):
    def readers(some_return):
        with freeze_on(TODAY):
            return {name for name, user in cast.everybody().items() if can(user, P.READ_RETURN, some_return)}

    assert readers(quarterly) == {"ben", "dana", "sunita"}
    assert readers(seal_return(cast, quarterly)) == {"ben", "dana", "sunita", "helen"}


def test_a_commissioner_of_another_contract_reads_no_return(cast, quarterly):
    done = seal_return(cast, quarterly)
    appoint(user=cast.noel, role="commissioner", contract=cast.links, from_on=TODAY, by=cast.alan)
    with freeze_on(TODAY):
        assert not Return.objects.visible_to(cast.noel).filter(pk=done.pk).exists()
        assert not Return.objects.visible_to(cast.ivor).exists()


def figures_of(quarterly, user):
    return {figure.key: figure for section in sections(quarterly, user) for figure in section.figures}


def test_an_earlier_quarter_is_shown_as_sealed_with_a_mark_where_later_records_change_it(cast, quarterly):
    sealed = seal_return(cast, quarterly)
    VisitFactory(package=cast.package, worker=cast.worker, on=FIRST + 70 * DAY)
    following = Period(AFTER, datetime.date(2027, 10, 1))
    with freeze_on(following.until_on):
        after = open_return(contract=cast.tameside, period=following, by=cast.ben)
        visits = figures_of(after, cast.ben)["visits"]
        assert (visits.earlier[-1], visits.previous_now, visits.restatement) == (4, 5, "5")
        assert figures_of(after, cast.ben)["started"].restatement == ""
        signed = sign_restricted(quarterly=after, by=after.restricted_to)
        seal(quarterly=signed, by=cast.ben)
    assert ReturnFigure.objects.get(in_return=after, key="visits").earlier[-1] == 4
    assert ReturnFigure.objects.get(in_return=sealed, key="visits").value == 4


def test_a_wall_leaves_its_records_out_of_a_sealed_earlier_quarter(cast, quarterly):
    seal_return(cast, quarterly)
    following = Period(AFTER, datetime.date(2027, 10, 1))
    with freeze_on(following.until_on):
        after = open_return(contract=cast.tameside, period=following, by=cast.ben)
        raise_wall(user=cast.ben, record_id=cast.individual.pk, reason="conflict of interest", by=None)
        visits = figures_of(after, cast.ben)["visits"]
    assert (visits.earlier[-1], visits.restatement) == (1, "")


def test_the_first_return_covers_the_part_of_the_quarter_in_which_the_contract_runs(cast, client):
    Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=FIRST + 9 * DAY, ends_on=AFTER + 14 * DAY)
    client.force_login(cast.ben)
    with freeze_on(datetime.date(2027, 10, 4)):
        page = client.get(reverse("return_open")).text
    assert "Support at home: 10 April to 30 June 2027" in page
    assert "Support at home: 1 July to 15 July 2027" in page
    assert "January to March 2027" not in page


def test_the_rest_of_a_quarter_is_offered_when_a_contract_is_extended(cast, client):
    """Given a return for 1 April to 15 May, the contract's last day; then it runs on, and 16 May to 30 June is offered.

    Three visits are in the sealed part, one is logged late in it, and two are in the rest. A later return counts all
    six of April to June: the sealed part alone is not the figure of that quarter.
    """
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=datetime.date(2027, 5, 15))
    first_part = Period(FIRST, datetime.date(2027, 5, 16))
    with freeze_on(TODAY):
        first = seal_return(cast, open_return(contract=cast.tameside, period=first_part, by=cast.ben))
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=None)
    VisitFactory(package=cast.package, worker=cast.worker, on=datetime.date(2027, 5, 15))
    VisitFactory(package=cast.package, worker=cast.worker, on=datetime.date(2027, 5, 16))
    client.force_login(cast.ben)
    with freeze_on(TODAY):
        page = client.get(reverse("return_open")).text
        assert "Support at home: 16 May to 30 June 2027" in page
        assert "Support at home: 1 April" not in page
        chosen = f"{cast.tameside.pk}:2027-05-16"
        assert client.post(reverse("return_open"), {"period": chosen}).status_code == 302
        rest = Return.objects.get(from_on=datetime.date(2027, 5, 16))
        assert rest.until_on == AFTER
        assert "16 May to 30 June 2027" not in client.get(reverse("return_open")).text
    values = [figures_for(row, cast.helen if row.is_sealed else cast.ben)["visits"] for row in (first, rest)]
    following = Period(AFTER, datetime.date(2027, 10, 1))
    with freeze_on(following.until_on):
        later = open_return(contract=cast.tameside, period=following, by=cast.ben)
        visits = figures_of(later, cast.ben)["visits"]
    assert values == [3, 2]
    assert (visits.earlier[-1], visits.restatement) == (6, "")


def test_a_quarter_is_offered_however_long_ago_it_ended(cast, client):
    """Given a contract since April 2025; when two years have passed; then its first quarter can still be reported."""
    Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=datetime.date(2025, 4, 1))
    client.force_login(cast.ben)
    with freeze_on(datetime.date(2027, 4, 2)):
        page = client.get(reverse("return_open")).text
    assert "Support at home: April to June 2025" in page
    assert "Support at home: January to March 2027" in page
    assert "January to March 2025" not in page


def test_no_quarter_before_the_cut_over_is_offered_after_a_year(cast, client):
    Contract.objects.filter(pk=cast.tameside.pk).update(
        starts_on=datetime.date(2015, 4, 1), cut_over_on=datetime.date(2025, 8, 1)
    )
    client.force_login(cast.ben)
    with freeze_on(datetime.date(2027, 4, 2)):
        page = client.get(reverse("return_open")).text
    assert "Support at home: July to September 2025" in page
    assert "April to June 2025" not in page


def test_a_part_of_a_quarter_in_one_month_names_it_once(cast):
    march = ReturnFactory(contract=cast.tameside, from_on=datetime.date(2027, 3, 1), until_on=datetime.date(2027, 4, 1))
    assert quarter_labels(march, 2) == ["Oct–Dec 2026", "Mar 2027"]
