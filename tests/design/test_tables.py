"""Tables, summary lists and links as templates write them."""

import pytest
from django.template import TemplateSyntaxError

from casework.importing.templates import as_csv
from design.tables import csv_lines
from tests.design.markup import spaceless

TABLE = """
{% table "Absences" "Kind" "Days|number" "Actions|hidden" %}
  {% for kind, days in rows %}
    {% row %}
      {% cell %}{{ kind }}{% endcell %}
      {% cell %}{{ days }}{% endcell %}
      {% cell %}{% endcell %}
    {% endrow %}
  {% endfor %}
{% endtable %}
"""


def test_a_cell_has_the_heading_of_its_column_as_its_label(render):
    html = spaceless(render(TABLE, rows=[("Sick <leave>", 3), ("Holiday", 5)]))

    assert '<caption class="govuk-table__caption">Absences</caption>' in html
    assert '<th scope="col" class="govuk-table__header govuk-table__header--numeric">Days</th>' in html
    assert '<span class="govuk-visually-hidden">Actions</span></th>' in html
    assert '<td class="govuk-table__cell" data-label="Kind">Sick &lt;leave&gt;</td>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="Days">5</td>' in html
    assert html.count('<td class="govuk-table__cell" data-label=""></td>') == 2
    assert html.count("<tr") == 3


def test_headings_may_be_a_list_and_a_cell_may_span_columns(render):
    source = (
        "{% table caption headings=days hide_caption=True cards=False %}{% row %}"
        "{% cell is_heading=True %}A{% endcell %}{% cell span=2 %}B{% endcell %}{% endrow %}{% endtable %}"
    )

    html = render(source, caption="Rota", days=["Worker", "Mon", "Tue"])

    assert '<caption class="govuk-visually-hidden">Rota</caption>' in html
    assert '<th scope="row" class="govuk-table__header" data-label="Worker">A</th>' in html
    assert 'colspan="2">B</td>' in html
    assert "cw-cards" not in html


def test_a_row_with_too_many_cells_is_refused(render):
    with pytest.raises(TemplateSyntaxError, match="more cells"):
        render(
            '{% table "" "One" %}{% row %}{% cell %}1{% endcell %}{% cell %}2{% endcell %}{% endrow %}{% endtable %}'
        )


def test_a_summary_list_escapes_its_keys(render):
    html = render(
        "{% summary %}{% summary_row key %}{{ value }}{% endsummary_row %}{% endsummary %}", key="A&B", value="<"
    )

    assert "A&amp;B</dt>" in html
    assert "&lt;</dd>" in html


def test_a_link_says_to_readers_of_the_page_what_it_is_about(render):
    html = render("""{% link "Change" "gallery" hidden=words query="?a=1" %}""", words="“Tea & toast”")

    assert html.endswith('?a=1">Change<span class="govuk-visually-hidden"> “Tea &amp; toast”</span></a>')


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_of_a_file_is_a_formula(sign):
    """Not even with the wide signs, which a spreadsheet takes for the others where an East Asian keyboard is set."""
    rows = [["Petra", f"{sign}HYPERLINK(1)"]]
    assert "".join(csv_lines(rows)) == as_csv(rows)
    assert f"'{sign}HYPERLINK" in as_csv(rows)
