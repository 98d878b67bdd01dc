"""Every list that is sent as a file for spreadsheets: no cell of it begins a formula, whoever wrote the text in it."""

import csv
import io

import pytest
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat

from accounts.models import User
from contracts.models import Contract, LifeDomain
from design.tables import FORMULA
from tests.pages.canaries import CANARY, plant
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker
from workforce.models import Team, Worker

USERS = "ben dana alan farah tess priya helen"
# What a file names beside the texts of a person's record.
NAMES = ((User, "full_name"), (Contract, "name"), (LifeDomain, "name"), (Team, "name"), (Worker, "job_title"))


def write_formulas(world, sign: str) -> None:
    """Begin every text of both people's records, and every name that a file has, with `sign`."""
    for records in (world.mine, world.theirs):
        plant(records.individual, before=sign)
    for model, column in NAMES:
        if any(field.name == column for field in model._meta.concrete_fields):
            text = Concat(Value(sign), F(column), output_field=TextField())
            model._base_manager.update(**{column: text})


def files(world, walker: Walker):
    """Yield the page, the user and the text of each file for spreadsheets that the site sends."""
    for address in ADDRESSES:
        if address.kind is not Kind.READ or not address.name.endswith(("csv", "file", "template")):
            continue
        path, _ = path_and_class(address, world.mine)
        for who in USERS.split():
            answer = walker.ask(who, "GET", path)
            if answer.status == 200 and answer.response.headers["Content-Type"].startswith("text/csv"):
                content = getattr(answer.response, "file_bytes", b"") or answer.text.encode()
                yield address.page, who, content.decode("utf-8-sig")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"], ids=["=", "+", "-", "@", "tab", "return"])
def test_no_cell_of_any_file_begins_a_formula(world, sign):
    write_formulas(world, sign)
    cells, formulas, pages, quoted = 0, [], set(), 0
    for page, who, text in files(world, Walker(world.cast)):
        pages.add(page)
        for row in csv.reader(io.StringIO(text, newline="")):
            cells += len(row)
            formulas += [f"{page} as {who}: {cell!r}" for cell in row if is_formula(cell)]
            quoted += sum(cell.startswith("'" + sign) for cell in row)
    print(f"{len(pages)} files, {cells} cells, {len(formulas)} formulas, {quoted} made harmless")
    assert quoted, "the files have the texts"
    assert len(pages) >= 8
    assert formulas == []


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would read the cell as a formula; a number below zero is none."""
    if not cell.startswith(FORMULA):
        return False
    return bool(CANARY.search(cell)) or not cell.lstrip("-+").replace(".", "", 1).isdigit()
