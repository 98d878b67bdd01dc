"""The PDF of a notice to the Council: from frozen rows only, so that the same notice gives the same bytes."""

from typing import Any

from design import pdf
from referrals.models import CapacityNotice


def context(notice: CapacityNotice) -> dict[str, Any]:
    """What the PDF shows: references, and no name of anybody who waits or works."""
    return {
        "notice": notice,
        "contract": notice.contract,
        "figures": notice.figures,
        "lines": list(notice.lines.select_related("referral")),
    }


def render(notice: CapacityNotice) -> bytes:
    """The tagged PDF, dated when the notice was sent."""
    return pdf.render(
        "referrals/notice.pdf.html",
        context(notice),
        title=f"{notice.contract}: notice {notice.reference}",
        created_on=notice.recorded_at,
    )
