"""The PDF of a sealed return: figures and narratives as frozen, so that the same return gives the same bytes."""

from typing import Any

from design import pdf
from reporting.figures import as_sealed, group_by_section, with_cut_over_notes
from reporting.models import Return


def context(quarterly: Return, *, with_restricted: bool) -> dict[str, Any]:
    """What the PDF shows, from frozen rows only."""
    figures = with_cut_over_notes(quarterly, [as_sealed(figure) for figure in quarterly.figures.all()])
    people_supported = next((figure for figure in figures if figure.key == "supported"), None)
    return {
        "quarterly": quarterly,
        "contract": quarterly.contract,
        "sections": group_by_section(quarterly, figures, with_restricted=with_restricted),
        "chart": [("People supported", people_supported.points)] if people_supported else [],
        "chart_labels": quarter_labels(quarterly, len(people_supported.points)) if people_supported else [],
    }


def quarter_labels(quarterly: Return, count: int) -> list[str]:
    """The names of the last `count` quarters, this one last."""
    labels: list[str] = []
    year, quarter = quarterly.from_on.year, (quarterly.from_on.month - 1) // 3 + 1
    for _ in range(count):
        labels.insert(0, f"Q{quarter} {year}")
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return labels


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
