"""Small pieces of a return."""

from django import template
from django.utils.html import format_html

from design.templatetags.design import pill

register = template.Library()


@register.inclusion_tag("components/pill.html")
def sealed_pill(shown):
    """When it was sealed, and the edition."""
    return pill(f"Sealed {shown.sealed_at:%-d %B %Y}, edition {shown.edition}", "done")


@register.simple_tag
def adds_up(section):
    """The line that shows open at start + started − ended, for the section that has the three."""
    values = {figure.key: figure.value for figure in section.figures if figure.is_held}
    if not {"open-at-start", "started", "ended"} <= values.keys():
        return ""
    start, came, went = values["open-at-start"], values["started"], values["ended"]
    return format_html(
        '<tr class="govuk-table__row"><td class="govuk-table__cell">Open at start + started − ended</td>'
        '<td class="govuk-table__cell govuk-table__cell--numeric" colspan="3">{} + {} − {} = {} open at the end</td>'
        "</tr>",
        start,
        came,
        went,
        start + came - went,
    )
