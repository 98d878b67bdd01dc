"""The PDF of a sealed return: figures and narratives as frozen, so that the same return gives the same bytes."""

from typing import Any

from core.dates import Period
from design import pdf
from reporting.figures import Figure, as_sealed, group_by_section, with_cut_over_notes
from reporting.models import Return
from reporting.periods import noun_of, periods_before


def context(quarterly: Return, *, with_restricted: bool) -> dict[str, Any]:
    """What the PDF shows, from frozen rows only."""
    figures = with_cut_over_notes(quarterly, [as_sealed(figure) for figure in quarterly.figures.all()])
    return {
        "quarterly": quarterly,
        "contract": quarterly.contract,
        "sections": group_by_section(quarterly, figures, with_restricted=with_restricted),
        **quarters_context(quarterly, figures),
    }


def quarters_context(quarterly: Return, figures: list[Figure]) -> dict[str, Any]:
    """The headings of the tables, with the names of the quarters or half-years, and the chart of people supported."""
    noun = noun_of(quarterly.period)
    people_supported = next((figure for figure in figures if figure.key == "supported"), None)
    points = people_supported.points if people_supported else []
    count = max((len(figure.points) for figure in figures), default=1)
    labels = quarter_labels(quarterly, count)
    return {
        "headings": [
            "Figure",
            f"{labels[-1]}|number",
            f"{labels[-2] if count > 1 else f'Previous {noun}'}|number",
            f"Trend ({count} {noun}s)" if count > 1 else "Trend",
        ],
        "chart": [("People supported", points)] if points else [],
        "chart_labels": labels[-len(points) :],
        "chart_label": f"People supported, by {noun}",
    }


def quarter_labels(quarterly: Return, count: int) -> list[str]:
    """The names of the last `count` quarters or half-years, this one last: “Jul–Sep 2026”, “Oct 2026–Mar 2027”."""
    periods = [quarterly.period, *periods_before(quarterly.period, count - 1)]
    return [_short_name(period) for period in reversed(periods)]


def _short_name(period: Period) -> str:
    if period.from_on.year != period.last_on.year:
        return f"{period.from_on:%b %Y}–{period.last_on:%b %Y}"
    first = f"{period.from_on:%b}–" if period.from_on.month != period.last_on.month else ""
    return f"{first}{period.last_on:%b %Y}"


def render(quarterly: Return, *, with_restricted: bool) -> bytes:
    """The tagged PDF, dated when the return was sealed. Raises ValueError for one that is not sealed."""
    if quarterly.sealed_at is None:
        raise ValueError("only a sealed return has a PDF")
    return pdf.render(
        "reporting/return.pdf.html",
        context(quarterly, with_restricted=with_restricted),
        title=f"{quarterly.contract}: return {quarterly.period}",
        created_on=quarterly.sealed_at,
    )
