"""What the page of an import shows: counts, rows of one kind, two people side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from accounts.walls import hidden_from
from casework.enums import ImportOutcome
from casework.importing.sheets import PEOPLE, SHEETS, Sheet
from casework.importing.templates import as_csv
from casework.models import ImportRow, ImportRun, Individual

ROWS_A_PAGE = 50
# What is looked at first when nobody has chosen.
FIRST = (ImportOutcome.ERROR, ImportOutcome.DUPLICATE, ImportOutcome.CHANGE, ImportOutcome.NEW, ImportOutcome.SAME)


@dataclass(frozen=True)
class SheetCounts:
    """How many rows of a sheet come to what, in the order of `FIRST`."""

    sheet: Sheet
    by_outcome: list[int]

    @property
    def total(self) -> int:
        return sum(self.by_outcome)

    @property
    def labelled(self) -> list[tuple[str, int]]:
        return [(one.label, count) for one, count in zip(FIRST, self.by_outcome, strict=True)]


@dataclass(frozen=True)
class ReadableRow:
    """Rows of one kind; `older` leads to the next ones."""

    outcome: ImportOutcome | None
    kinds: list[tuple[ImportOutcome, int]]
    rows: list[ImportRow]
    older: str


def readable(run: ImportRun, user):
    """The run's rows, without those about people from whom `user` is walled off."""
    hidden = hidden_from(user)
    return run.rows.select_related("likely").exclude(record_id__in=hidden).exclude(likely__in=hidden)


def counts(run: ImportRun) -> list[SheetCounts]:
    """The rows of each sheet by what they come to; one query."""
    rows = run.rows.exclude(cells={}).order_by().values_list("sheet", "outcome").annotate(n=Count("pk"))
    found = {(sheet, outcome): n for sheet, outcome, n in rows}
    lines = [SheetCounts(sheet, [found.get((sheet.name, one), 0) for one in FIRST]) for sheet in SHEETS.values()]
    return [line for line in lines if line.total]


def rows(run: ImportRun, user, *, show: str, after: str) -> ReadableRow:
    """A page of the rows of the kind `show`, or of the first kind there is, from the row `after` on."""
    of_kind = dict(readable(run, user).order_by().values_list("outcome").annotate(n=Count("pk")))
    kinds = [(one, of_kind[one]) for one in FIRST if of_kind.get(one)]
    chosen = next((one for one, _ in kinds if one.value == show), kinds[0][0] if kinds else None)
    found = readable(run, user).filter(outcome=chosen or "").order_by("id")
    if after.isascii() and after.isdigit() and len(after) < 18:
        found = found.filter(pk__gt=int(after))
    page = list(found[: ROWS_A_PAGE + 1])
    for row in page:
        row.in_words = in_words(row)
    older = f"?show={chosen.value}&after={page[ROWS_A_PAGE - 1].pk}" if chosen and len(page) > ROWS_A_PAGE else ""
    return ReadableRow(chosen, kinds, page[:ROWS_A_PAGE], older)


def in_words(row: ImportRow) -> str:
    """The cells that say which row it is."""
    sheet = SHEETS[row.sheet]
    return ", ".join(row.cells[one.name] for one in sheet.columns if one.required and row.cells.get(one.name))


def errors_csv(run: ImportRun, user) -> Iterator[str]:
    """The rows that cannot be taken in: sheet, row, what is wrong, and the cells by their columns' names."""
    yield as_csv([["Sheet", "Row", "What is wrong", "Cells"]])
    for row in readable(run, user).filter(outcome=ImportOutcome.ERROR).order_by("id").iterator():
        sheet = SHEETS[row.sheet]
        cells = "; ".join(f"{sheet.column(name).label}: {cell}" for name, cell in row.cells.items() if cell)
        yield as_csv([[sheet.label, row.number, " ".join(row.problems), cells]]).removeprefix("\ufeff")


@dataclass(frozen=True)
class ComparedSide:
    """One particular of both: as brought, and as recorded here."""

    label: str
    brought: str
    here: str

    @property
    def differs(self) -> bool:
        return bool(self.brought and self.here) and self.brought.casefold() != self.here.casefold()


def side_by_side(row: ImportRow, known: Individual, *, with_particulars: bool) -> list[ComparedSide]:
    """The row's person and the one known. Without the right to read the record: the name only."""
    values, _ = PEOPLE.read(row.cells)
    names = ["full_name"]
    if with_particulars:
        names += ["known_as", "former_names", "date_of_birth", "nhs_number", "address", "area", "postcode"]
    return [
        ComparedSide(PEOPLE.column(name).label, _words(values.get(name)), _words(getattr(known, name)))
        for name in names
    ]


def _words(value) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if hasattr(value, "strftime"):
        return f"{value:%-d %B %Y}"
    return value or ""
