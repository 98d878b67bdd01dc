"""The PDF of a sealed return: figures and narratives as frozen, so that the same return gives the same bytes."""

from typing import Any

from core.dates import Period, quarters_before
from design import pdf
from reporting.figures import Figure, as_sealed, group_by_section, with_cut_over_notes
from reporting.models import Return


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
    """The headings of the tables, with the names of the quarters, and the chart of people supported."""
    people_supported = next((figure for figure in figures if figure.key == "supported"), None)
    points = people_supported.points if people_supported else []
    count = max((len(figure.points) for figure in figures), default=1)
    labels = quarter_labels(quarterly, count)
    return {
        "headings": [
            "Figure",
            f"{labels[-1]}|number",
            f"{labels[-2] if count > 1 else 'Previous quarter'}|number",
            f"Trend ({count} quarters)" if count > 1 else "Trend",
        ],
        "chart": [("People supported", points)] if points else [],
        "chart_labels": labels[-len(points) :],
    }


def quarter_labels(quarterly: Return, count: int) -> list[str]:
    """The names of the last `count` quarters, this one last: “Jul–Sep 2026”."""
    quarters = [quarterly.period, *quarters_before(quarterly.from_on, count - 1)]
    return [_short_name(quarter) for quarter in reversed(quarters)]


def _short_name(period: Period) -> str:
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
