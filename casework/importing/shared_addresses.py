"""Email addresses under which a file, or an account here, has more than one name. Somebody says who is who.

Accounts are found by their address, so an address that several people use would give a person the wrong keyworker.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from casework.enums import ImportOutcome, ImportState
from casework.importing.importer import RowImporter
from casework.importing.sheets import SHEETS
from casework.models import ImportRow, ImportRun, Individual
from casework.people import matching
from core.errors import Refused

# The sheets whose rows have a name beside the address, and the columns of others that have the address alone.
NAMED = ("workers", "accounts", "keyworkers")
UNNAMED = {"allocations": "worker", "packages": "keyworker_email"}
LEFT_OUT = ""


def name_key(name: str) -> str:
    """Return the letters of a name without accents, capitals and punctuation."""
    return matching.squashed(matching.plain(name))


@dataclass
class SharedAddress:
    """An address and the names it has. `answers` are the address of each name, or "" for rows to leave out."""

    email: str
    names: dict[str, str] = field(default_factory=dict)  # by name_key, in the order of the file
    account: str = ""
    answers: dict[str, str] = field(default_factory=dict)  # by name_key

    @property
    def is_shared(self) -> bool:
        return len(self.names | ({name_key(self.account): self.account} if self.account else {})) > 1

    @property
    def is_one_person(self) -> bool:
        """Return True if somebody said that all names are of one person."""
        return all(self.answers.get(key) == self.email for key in self.names)

    def others(self, key: str) -> str:
        """Return the other names of the address, in words."""
        names = [name for other, name in self.names.items() if other != key]
        if self.account and name_key(self.account) not in {key, *self.names}:
            names.append(f"{self.account}, who has an account here")
        return " and ".join(names)

    def as_json(self) -> dict[str, Any]:
        """Return the value to store in `ImportRun.shared_addresses`."""
        return {"email": self.email, "names": self.names, "account": self.account, "answers": self.answers}


def stored(run: ImportRun) -> list[SharedAddress]:
    """Return the addresses that the last check of the run found."""
    return [SharedAddress(**address) for address in run.shared_addresses]


def refuse_new_shares(addresses: list[SharedAddress]) -> None:
    """Raise Refused if a name was given an address that another name has, in the answers or on Casework."""
    owners: dict[str, str] = {}
    for address in addresses:
        for key, email in address.answers.items():
            if email in (LEFT_OUT, address.email):
                continue
            name = address.names[key]
            if email in {each.email for each in addresses}:
                raise Refused(f"{email} is itself an address with several names.")
            if name_key(owners.setdefault(email, name)) != key:
                raise Refused(f"{email} is given for {owners[email]} and for {name}.")
    supported = Individual.objects.exclude(user=None).values("user")
    for account in User.objects.filter(email__in=owners).exclude(pk__in=supported):
        if name_key(account.full_name) != name_key(owners[account.email]):
            raise Refused(f"{account.email} is the address of {account.full_name}, who has an account here.")


def resolve(run: ImportRun, importer: RowImporter, rows: list[ImportRow]) -> None:
    """Put the answers into the rows, and mark the rows of names about which nobody has said whose address it is."""
    shared = _shared(importer, rows)
    answers = _answers(run)
    for address in shared.values():
        address.answers = {key: answers[address.email, key] for key in address.names if (address.email, key) in answers}
    for row in rows:
        if row.outcome == ImportOutcome.ERROR or not row.cells:
            continue
        values, _ = SHEETS[row.sheet].read(row.cells)
        if row.sheet in NAMED and values["email"] in shared:
            _apply_answer(row, shared[values["email"]], name_key(values["full_name"]))
        elif row.sheet in UNNAMED and values[UNNAMED[row.sheet]] in shared:
            _refuse_unnamed(row, shared[values[UNNAMED[row.sheet]]])
    run.shared_addresses = [address.as_json() for address in shared.values()]


def _shared(importer: RowImporter, rows: list[ImportRow]) -> dict[str, SharedAddress]:
    addresses: dict[str, SharedAddress] = {}
    new: dict[str, bool] = defaultdict(bool)
    for row in rows:
        if row.sheet not in NAMED or row.outcome == ImportOutcome.ERROR or not row.cells:
            continue
        values, _ = SHEETS[row.sheet].read(row.cells)
        email, name = values["email"], values["full_name"]
        addresses.setdefault(email, SharedAddress(email)).names.setdefault(name_key(name), name)
        new[email] |= importer.record_of(row.sheet, row.key) is None or bool(importer.changed_columns(row))
    for email, address in addresses.items():
        # The name of an account counts for new rows only: it may have been changed here since the last file.
        address.account = importer.name_of_account(email) if new[email] else ""
    return {email: address for email, address in addresses.items() if address.is_shared}


def _answers(run: ImportRun) -> dict[tuple[str, str], str]:
    """Return what was answered for earlier imports into the contract, and then for this one."""
    earlier = ImportRun.objects.filter(contract=run.contract, state=ImportState.DONE).exclude(shared_addresses=[])
    answers: dict[tuple[str, str], str] = {}
    for each in (*earlier.order_by("recorded_at"), run):
        for address in stored(each):
            answers |= {(address.email, key): answer for key, answer in address.answers.items()}
    return answers


def _apply_answer(row: ImportRow, address: SharedAddress, key: str) -> None:
    answer = address.answers.get(key)
    label = SHEETS[row.sheet].column("email").label
    if answer is None:
        row.outcome = ImportOutcome.UNCLEAR
        row.problems = [*row.problems, f"{label}: {address.email} is also the address of {address.others(key)}."]
    elif answer == LEFT_OUT:
        row.outcome = ImportOutcome.ERROR
        row.problems = [*row.problems, f"{label}: {address.email} is not theirs. You left this row out."]
    elif answer != address.email:
        row.cells = row.cells | {"email": answer}
        row.key = SHEETS[row.sheet].key_of(SHEETS[row.sheet].read(row.cells)[0])


def _refuse_unnamed(row: ImportRow, address: SharedAddress) -> None:
    """Fail a row that has only the address, because nothing in it says which of the names is meant."""
    if address.is_one_person:
        return
    names = " and ".join(address.names.values())
    label = SHEETS[row.sheet].column(UNNAMED[row.sheet]).label
    row.outcome = ImportOutcome.ERROR
    row.problems = [
        *row.problems,
        f"{label}: {address.email} is the address of more than one name: {names}. Write their own address in the file.",
    ]
