"""Small pieces of a return."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.templatetags.design import pill
from reporting.figures import SectionFigures
from reporting.models import Return

register = template.Library()


@register.simple_tag
def sealed_pill(quarterly: Return) -> SafeString:
    """A pill with the day of sealing and the edition, which pages call the version."""
    return pill(f"Sealed {quarterly.sealed_at:%-d %B %Y}, version {quarterly.edition}", "done")


@register.simple_tag
def adds_up(section: SectionFigures) -> str:
    """The row that adds open at start + started − ended; "" for a section without the three figures."""
    values = {figure.key: figure.value for figure in section.figures if figure.is_recorded}
    if not {"open-at-start", "started", "ended"} <= values.keys():
        return ""
    start, starters, leavers = values["open-at-start"], values["started"], values["ended"]
    return format_html(
        '<tr class="govuk-table__row"><td class="govuk-table__cell">Open at start + started − ended</td>'
        '<td class="govuk-table__cell govuk-table__cell--numeric" colspan="3">{} + {} − {} = {} open at the end</td>'
        "</tr>",
        start,
        starters,
        leavers,
        start + starters - leavers,
    )
