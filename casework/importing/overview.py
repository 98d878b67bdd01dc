"""The page of an import: counts, the rows of one outcome, and two people side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Func, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.walls import hidden_from
from casework.enums import ImportOutcome
from casework.importing.sheets import ADDRESS_COLUMNS, PACKAGES, PEOPLE, RELATIONSHIPS, SHEETS, Sheet
from casework.importing.templates import as_csv
from casework.models import Imported, ImportRow, ImportRun, Individual, SupportPackage
from casework.particulars.homes import current_home
from core.dates import born_text

ROWS_A_PAGE = 50
# The order of the outcomes on the page; the first that has rows is shown unless another is chosen.
OUTCOMES = (
    *(ImportOutcome.ERROR, ImportOutcome.UNCLEAR, ImportOutcome.DUPLICATE),
    *(ImportOutcome.CHANGE, ImportOutcome.NEW, ImportOutcome.SAME),
)


@dataclass(frozen=True)
class SheetCounts:
    """The number of rows of a sheet by outcome, in the order of `OUTCOMES`."""

    sheet: Sheet
    by_outcome: list[int]

    @property
    def total(self) -> int:
        return sum(self.by_outcome)

    @property
    def headings(self) -> list[str]:
        """Return the headings of the table of counts, as the tag `table` reads them."""
        return ["Sheet", *(f"{outcome.label}|number" for outcome in OUTCOMES), "Rows|number"]


class RowLine(NamedTuple):
    """A row with the text that identifies it; that of a person has who is close to them in the file."""

    row: ImportRow
    text: str
    close_people: list[str]


@dataclass(frozen=True)
class RowPage:
    """A page of rows of one outcome.

    `counts` are the numbers of rows of the other outcomes, too; `older` is the query string of the next page.
    """

    outcome: ImportOutcome | None
    counts: list[tuple[ImportOutcome, int]]
    rows: list[RowLine]
    older: str


def readable(run: ImportRun, user: User) -> QuerySet[ImportRow]:
    """Return the run's rows, except those about people from whom `user` is walled off, on every sheet."""
    hidden = hidden_from(user)
    rows = run.rows.select_related("likely").exclude(record_id__in=hidden).exclude(likely__in=hidden)
    if not hidden:
        return rows
    people = {*_keys_of(run, PEOPLE, hidden), *_keys(run.rows.filter(sheet=PEOPLE.name, likely__in=hidden))}
    packages = SupportPackage.objects.filter(case__individual__in=hidden).values("pk")
    package_keys = {
        *_keys_of(run, PACKAGES, packages),
        *_keys(run.rows.filter(sheet=PACKAGES.name).annotate(person=_reference("person")).filter(person__in=people)),
    }
    rows = rows.annotate(person=_reference("person"), package=_reference("package"))
    return rows.exclude(person__in=people).exclude(package__in=package_keys)


def _keys_of(run: ImportRun, sheet: Sheet, record_ids: Any) -> Iterable[str]:
    """Return the references under which these records were imported into the contract."""
    return _keys(Imported.objects.filter(contract=run.contract, sheet=sheet.name, record_id__in=record_ids))


def _keys(rows: Any) -> Iterable[str]:
    keys: Iterable[str] = rows.exclude(key="").values_list("key", flat=True)
    return keys


def _reference(column: str) -> Coalesce:
    """Return the expression for a cell with a reference, its words one space apart; "" where the row has none."""
    cell = KeyTextTransform(column, "cells")
    one_space = Func(cell, Value(r"\s+"), Value(" "), Value("g"), function="regexp_replace", output_field=TextField())
    return Coalesce(one_space, Value(""), output_field=TextField())


def counts(run: ImportRun) -> list[SheetCounts]:
    """Return the counts of each sheet that has rows, in one query."""
    rows = run.rows.exclude(cells={}).order_by().values_list("sheet", "outcome").annotate(n=Count("pk"))
    numbers = {(sheet, outcome): n for sheet, outcome, n in rows}
    by_sheet = [
        SheetCounts(sheet, [numbers.get((sheet.name, outcome), 0) for outcome in OUTCOMES]) for sheet in SHEETS.values()
    ]
    return [each for each in by_sheet if each.total]


def rows(run: ImportRun, user: User, *, show: str, after: str) -> RowPage:
    """Return a page of the rows with outcome `show`, or the first outcome with rows, after the row with id `after`."""
    numbers = dict(readable(run, user).order_by().values_list("outcome").annotate(n=Count("pk")))
    counts = [(outcome, numbers[outcome]) for outcome in OUTCOMES if numbers.get(outcome)]
    first = counts[0][0] if counts else None
    selected = next((outcome for outcome, _ in counts if outcome.value == show), first)
    rows = readable(run, user).filter(outcome=selected or "").order_by("id")
    if after.isascii() and after.isdigit() and len(after) < 18:
        rows = rows.filter(pk__gt=int(after))
    page = list(rows[: ROWS_A_PAGE + 1])
    older = f"?show={selected.value}&after={page[ROWS_A_PAGE - 1].pk}" if selected and len(page) > ROWS_A_PAGE else ""
    return RowPage(selected, counts, _lines(run, page[:ROWS_A_PAGE]), older)


def _lines(run: ImportRun, rows: list[ImportRow]) -> list[RowLine]:
    people = {row.key: row for row in rows if row.sheet == PEOPLE.name and row.key}
    close = _close_people(run, list(people)) if people else {}
    return [RowLine(row, row_text(row), close.get(row.key, []) if row.key in people else []) for row in rows]


def _close_people(run: ImportRun, references: list[str]) -> dict[str, list[str]]:
    """Return the rows of the sheet "Relationships" by the person's reference, in one query: who they are to whom."""
    rows = run.rows.filter(sheet=RELATIONSHIPS.name).annotate(person=_reference("person"))
    close: dict[str, list[str]] = {}
    for row in rows.filter(person__in=references).order_by("id"):
        text = f"{row.cells.get('kind', '')}: {row.cells.get('name', '')}"
        if row.outcome == ImportOutcome.ERROR:
            text += f" (row {row.number} of “{RELATIONSHIPS.label}” cannot be imported)"
        close.setdefault(row.person, []).append(text)
    return close


def row_text(row: ImportRow) -> str:
    """Return the required cells of the row, which identify it."""
    sheet = SHEETS[row.sheet]
    return ", ".join(
        row.cells[column.name] for column in sheet.columns if column.required and row.cells.get(column.name)
    )


def errors_csv(run: ImportRun, user: User) -> Iterator[str]:
    """Yield the rows that cannot be imported as CSV: sheet, row, problems, and the cells with their columns' labels."""
    yield as_csv([["Sheet", "Row", "Problem", "Your row"]])
    for row in readable(run, user).filter(outcome=ImportOutcome.ERROR).order_by("id").iterator():
        sheet = SHEETS[row.sheet]
        cells = "; ".join(f"{sheet.column(name).label}: {cell}" for name, cell in row.cells.items() if cell)
        yield as_csv([[sheet.label, row.number, " ".join(row.problems), cells]]).removeprefix("\ufeff")


@dataclass(frozen=True)
class ComparedValue:
    """One column of a person: the value in the file, and the one recorded here."""

    label: str
    in_file: str
    recorded: str

    @property
    def differs(self) -> bool:
        return bool(self.in_file and self.recorded) and self.in_file.casefold() != self.recorded.casefold()


def side_by_side(row: ImportRow, individual: Individual, *, may_read: bool) -> list[ComparedValue]:
    """Return the row's person beside `individual`; without the permission to read that record, the name only."""
    values, _ = PEOPLE.read(row.cells)
    names = ["full_name"]
    if may_read:
        names += ["known_as", "former_names", "date_of_birth", "nhs_number", "address", "area", "postcode"]
    born = values.get("date_of_birth")
    values["date_of_birth"] = born_text(born.on, born.about) if born else ""
    home = current_home(individual) if may_read else None
    recorded = {name: getattr(individual, name) for name in names if name not in ADDRESS_COLUMNS}
    recorded |= {"date_of_birth": individual.born}
    recorded |= {name: getattr(home, column) if home else "" for name, column in ADDRESS_COLUMNS.items()}
    return [ComparedValue(PEOPLE.column(name).label, _text(values.get(name)), _text(recorded[name])) for name in names]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(value or "")
