"""A sealed return as paper: figures and narratives as frozen, so that the same return is the same bytes."""

from design import pdf
from reporting.figures import as_sealed, group_by_section, with_cut_over_notes
from reporting.models import Return


def context(sealed: Return, *, with_restricted: bool) -> dict:
    """What the paper shows; pure, from frozen rows only."""
    figures = with_cut_over_notes(sealed, [as_sealed(figure) for figure in sealed.figures.all()])
    supported = next((figure for figure in figures if figure.key == "supported"), None)
    return {
        "sealed": sealed,
        "contract": sealed.contract,
        "sections": group_by_section(sealed, figures, with_restricted=with_restricted),
        "chart": [("People supported", supported.points)] if supported else [],
        "chart_labels": quarter_labels(sealed, len(supported.points)) if supported else [],
    }


def quarter_labels(sealed: Return, count: int) -> list[str]:
    """The names of the last `count` quarters, this one last."""
    labels, year, quarter = [], sealed.from_on.year, (sealed.from_on.month - 1) // 3 + 1
    for _ in range(count):
        labels.insert(0, f"Q{quarter} {year}")
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return labels


def render(sealed: Return, *, with_restricted: bool) -> bytes:
    """The tagged PDF."""
    return pdf.render(
        "reporting/return.pdf.html",
        context(sealed, with_restricted=with_restricted),
        title=f"{sealed.contract}: return {sealed.period}",
        created_on=sealed.sealed_at,
    )
