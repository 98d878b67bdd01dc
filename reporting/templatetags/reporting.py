"""Small pieces of a return."""

from django import template
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
def package_sum(section: SectionFigures) -> str:
    """Open at start + started − ended, as a sum; "" for a section without the three figures."""
    values = {figure.key: figure.value for figure in section.figures if figure.is_recorded}
    if not {"open-at-start", "started", "ended"} <= values.keys():
        return ""
    start, started, ended = values["open-at-start"], values["started"], values["ended"]
    return f"{start} + {started} − {ended} = {start + started - ended} open at the end"


@register.simple_tag
def sickness_level(section: SectionFigures) -> str:
    """The hours lost as a percentage of the contracted hours; "" for a section without the two or without hours."""
    values = {figure.key: figure.value for figure in section.figures if figure.is_recorded}
    contracted, lost = values.get("contracted-hours", 0), values.get("sick-hours")
    return f"{100 * lost / contracted:.1f}%" if contracted and lost is not None else ""
