"""Returns and the days before a cut-over: every figure, on the page and in the sealed return (R63)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import SupportPackage
from contracts.models import Contract
from core.dates import Period
from reporting import cut_over
from reporting import pdf as reporting_pdf
from reporting.figures import sections
from tests.factories import ReturnFactory

QUARTER = Period(datetime.date(2026, 7, 1), datetime.date(2026, 10, 1))
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (None, ""),
        (QUARTER.from_on, ""),
        (QUARTER.from_on + DAY, "from 2 July 2026"),
        (QUARTER.until_on - DAY, "from 30 September 2026"),
        (QUARTER.until_on, cut_over.NOT_RECORDED),
    ],
)
def test_the_name_of_a_period(cut, words):
    assert cut_over.note(Contract(cut_over_on=cut), QUARTER) == words


def prepare_return(cast, cut):
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=cut, starts_on=datetime.date(2026, 1, 1))
    cast.tameside.refresh_from_db()
    quarterly = ReturnFactory(
        contract=cast.tameside, from_on=QUARTER.from_on, until_on=QUARTER.until_on, restricted_to=cast.dana
    )
    for number in range(1, 11):
        quarterly.sections.create(number=number)
    return quarterly


def test_every_figure_says_it_was_not_recorded_before_the_cut_over(cast):
    all_sections = sections(prepare_return(cast, QUARTER.until_on), cast.ben)
    figures = [figure for section in all_sections for figure in section.figures]
    assert figures
    assert {figure.display for figure in figures} == {cut_over.NOT_RECORDED}
    assert {figure.previous for figure in figures} == {cut_over.NOT_RECORDED}
    assert all(point is None for figure in figures for point in figure.points)


def test_every_figure_says_from_which_day_it_is_recorded(cast):
    quarterly = prepare_return(cast, QUARTER.from_on + 10 * DAY)
    figures = [figure for section in sections(quarterly, cast.ben) for figure in section.figures]
    assert {figure.note for figure in figures} == {"from 11 July 2026"}
    assert all(figure.display != cut_over.NOT_RECORDED for figure in figures)
    assert {figure.previous for figure in figures} == {cut_over.NOT_RECORDED}


@pytest.mark.parametrize("cut", [QUARTER.until_on, QUARTER.from_on + 10 * DAY])
def test_the_page_shows_the_cut_over(cast, cut):
    quarterly = prepare_return(cast, cut)
    client = Client()
    client.force_login(cast.ben)
    html = client.get(reverse("return", args=[quarterly.pk])).content.decode()
    assert cut_over.note(cast.tameside, QUARTER) in html
    assert cut_over.NOT_RECORDED in html


def test_the_pdf_shows_the_cut_over(cast):
    """Given a sealed figure; then the PDF has the text and a gap in the chart."""
    quarterly = prepare_return(cast, QUARTER.until_on)
    quarterly.figures.create(
        key="supported", section=1, position=0, label="People", definition="D", unit="people", value=3, earlier=[1, 2]
    )
    context = reporting_pdf.context(quarterly, with_restricted=True)
    (figure,) = [figure for section in context["sections"] for figure in section.figures]
    assert figure.display == cut_over.NOT_RECORDED
    assert context["chart"] == [("People supported", [None, None, None])]


def test_records_before_the_cut_over_are_not_counted(cast):
    """Given packages before and after the cut-over; then figures count from the cut-over."""
    quarterly = prepare_return(cast, QUARTER.from_on + 10 * DAY)
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=QUARTER.from_on + 2 * DAY)
    SupportPackage.objects.filter(pk=cast.other_package.pk).update(starts_on=QUARTER.from_on + 20 * DAY)
    figures = {figure.key: figure.value for section in sections(quarterly, cast.ben) for figure in section.figures}
    assert (figures["open-at-start"], figures["started"], figures["supported"]) == (1, 1, 2)


def test_a_quarter_before_the_cut_over_counts_nothing(cast):
    quarterly = prepare_return(cast, QUARTER.until_on)
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=QUARTER.from_on + 2 * DAY)
    assert {figure.value for section in sections(quarterly, cast.ben) for figure in section.figures} == {0}
