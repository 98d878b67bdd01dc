"""Tables, summary lists and links, written in templates without their markup.

A table names its columns once; each cell takes the heading of its column as the label that it has on a phone:

    {% table "Absences" "Kind" "From" "Days|number" %}
      {% for absence in absences %}
        {% row %}
          {% cell %}{{ absence.get_kind_display }}{% endcell %}
          {% cell %}{{ absence.from_on|local_day }}{% endcell %}
          {% cell %}{{ absence.days }}{% endcell %}
        {% endrow %}
      {% endfor %}
    {% endtable %}
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from design.long_words import mark_long_words

register = template.Library()
TABLE = "_table"


@dataclass(frozen=True)
class Heading:
    """The heading of a column. `is_number`: figures, to the right; `is_hidden`: read out, and not shown."""

    text: str
    is_number: bool
    is_hidden: bool

    @classmethod
    def read(cls, value: object) -> "Heading":
        """Read "Days", "Days|number" or "Actions|hidden"."""
        text, _, mark = str(value).partition("|")
        return cls(text, mark == "number", mark == "hidden")

    def draw(self) -> SafeString:
        number = " govuk-table__header--numeric" if self.is_number else ""
        html = '<span class="govuk-visually-hidden">{}</span>' if self.is_hidden else "{}"
        return format_html(
            f'<th scope="col" class="govuk-table__header{number}">{html}</th>', conditional_escape(self.text)
        )

    def draw_start_of_cell(self, span: int, is_heading: bool) -> SafeString:
        """Return the start tag of a cell of the column."""
        label = "" if self.is_hidden or span > 1 else self.text
        return format_html(
            '<{} class="govuk-table__{}{}" data-label="{}"{}>',
            mark_safe('th scope="row"' if is_heading else "td"),
            "header" if is_heading else "cell",
            " govuk-table__cell--numeric" if self.is_number else "",
            label,
            format_html(' colspan="{}"', span) if span > 1 else "",
        )


class _Table:
    """The columns of the table being drawn, and the column of the next cell."""

    def __init__(self, headings: list[Heading]):
        self.headings = headings
        self.next_column = 0
        # The start tags of cells: those of a column are the same in every row.
        self.starts: dict[tuple[int, int, bool], SafeString] = {}

    def start_cell(self, span: int, is_heading: bool) -> SafeString:
        """Return the start tag of the next cell."""
        key = self.next_column, span, is_heading
        heading = self._take_column(span)
        if key not in self.starts:
            self.starts[key] = heading.draw_start_of_cell(span, is_heading)
        return self.starts[key]

    def _take_column(self, span: int) -> Heading:
        if self.next_column + span > len(self.headings):
            raise template.TemplateSyntaxError("A row of a table has more cells than the table has columns.")
        heading = self.headings[self.next_column]
        self.next_column += span
        return heading


class _BlockNode(template.Node):
    """A tag with arguments and content up to its end tag."""

    def __init__(self, args: list[FilterExpression], options: dict[str, FilterExpression], nodelist: NodeList):
        self.args, self.options, self.nodelist = args, options, nodelist

    def read(self, context: Context) -> tuple[list[Any], dict[str, Any]]:
        args = [arg.resolve(context) for arg in self.args]
        return args, {name: option.resolve(context) for name, option in self.options.items()}


class TableNode(_BlockNode):
    def render(self, context: Context) -> SafeString:
        args, options = self.read(context)
        caption, headings = args[0], options.get("headings") or args[1:]
        table = _Table([Heading.read(heading) for heading in headings])
        with context.push(**{TABLE: table}):
            body = self.nodelist.render(context)
        hidden = "govuk-visually-hidden" if options.get("hide_caption") else "govuk-table__caption"
        return format_html(
            '<table class="govuk-table cw-table{}">{}<thead class="govuk-table__head"><tr class="govuk-table__row">'
            '{}</tr></thead><tbody class="govuk-table__body">{}</tbody></table>',
            " cw-cards" if options.get("cards", True) else "",
            format_html('<caption class="{}">{}</caption>', hidden, caption) if caption else "",
            mark_safe("".join(heading.draw() for heading in table.headings)),
            body,
        )


class RowNode(_BlockNode):
    def render(self, context: Context) -> SafeString:
        context[TABLE].next_column = 0
        return mark_safe(f'<tr class="govuk-table__row">{self.nodelist.render(context)}</tr>')


class CellNode(_BlockNode):
    def render(self, context: Context) -> SafeString:
        _args, options = self.read(context)
        is_heading = bool(options.get("is_heading"))
        start = context[TABLE].start_cell(options.get("span", 1), is_heading)
        content = mark_long_words(self.nodelist.render(context).strip())
        return mark_safe(f"{start}{content}</{'th' if is_heading else 'td'}>")


def _compile(parser: Parser, token: Token, node: type[_BlockNode]) -> template.Node:
    name, *bits = token.split_contents()
    args = []
    while bits and "=" not in bits[0].split('"')[0].split("'")[0]:
        args.append(parser.compile_filter(bits.pop(0)))
    options = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{name}: an argument without a name follows a named one: {bits[0]}")
    nodelist = parser.parse((f"end{name}",))
    parser.delete_first_token()
    return node(args, options, nodelist)


@register.tag
def table(parser: Parser, token: Token) -> template.Node:
    """A table: `{% table caption *headings hide_caption cards headings=list %}` rows `{% endtable %}`.

    A heading is text, or text with "|number" for figures or "|hidden" for a column whose heading is only read out.
    `headings=` gives them as a list instead. `cards=False` keeps the table a table on a phone.
    """
    return _compile(parser, token, TableNode)


@register.tag
def row(parser: Parser, token: Token) -> template.Node:
    """A row of a table: `{% row %}` cells `{% endrow %}`."""
    return _compile(parser, token, RowNode)


@register.tag
def cell(parser: Parser, token: Token) -> template.Node:
    """The next cell of a row: `{% cell is_heading span=1 %}` content `{% endcell %}`."""
    return _compile(parser, token, CellNode)


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """A list of keys and values: `{% summary %}` rows `{% endsummary %}`."""
    return format_html('<dl class="govuk-summary-list">{}</dl>', content)


@register.simple_block_tag
def summary_row(content: str, key: str) -> SafeString:
    """A key and its value: `{% summary_row "Times" %}` the value `{% endsummary_row %}`."""
    return format_html(
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd></div>',
        key,
        content,
    )


@register.simple_tag
def link(text: object, url_name: str, *args: object, hidden: object = "", query: str = "") -> SafeString:
    """A link to the address `url_name`: `{% link "Change" "goal_change" goal.pk hidden=goal.words %}`.

    `hidden` follows the text for those who hear the page, so that no two links sound the same. `query` follows the
    address, with its question mark.
    """
    unseen = format_html('<span class="govuk-visually-hidden"> {}</span>', hidden) if hidden else ""
    return format_html('<a class="govuk-link" href="{}{}">{}{}</a>', reverse(url_name, args=args), query, text, unseen)
