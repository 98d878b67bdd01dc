"""What a new service needs before it takes referrals: each part, whether it is there, and where it is entered (R01)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.http import urlencode

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from contracts.models import (
    Contract,
    ContractOutcome,
    ContractYear,
    Council,
    LifeDomain,
    Post,
    Provider,
    Strand,
    Terms,
)
from contracts.posts import permissions
from core import channel_tests, channels, clock
from core.models import Channel
from design import formatting
from workforce.models import Team, TrainingCourse, Worker


class PartStatus(Enum):
    """Whether a part of the set-up is there. `label` and `tone` are those of a status on a page."""

    DONE = ("Done", "done")
    MISSING = ("To do", "soon")
    OPTIONAL = ("If you need it", "plain")

    def __init__(self, label: str, tone: str):
        self.label, self.tone = label, tone


@dataclass(frozen=True)
class Part:
    """One part of the set-up. `without` says what it means while it is missing; without `href` others do it."""

    title: str
    hint: str
    href: str
    status: PartStatus
    without: str = ""
    blocks: bool = False  # the service cannot go live without it

    @property
    def is_missing(self) -> bool:
        return self.status is PartStatus.MISSING


@dataclass(frozen=True)
class Section:
    title: str
    parts: list[Part]

    def tasks(self) -> list[tuple[str, str, str, tuple[str, str]]]:
        """Return the parts as a task list takes them."""
        return [(part.title, part.href, part.hint, (part.status.label, part.status.tone)) for part in self.parts]


def sections(user: User) -> list[Section]:
    """Return the parts of the set-up in their order, for `user`, who may keep the service."""
    contracts = _contracts()
    parts = [
        Section("The provider", list(_provider_parts())),
        Section("Councils and contracts", list(_shared(contracts))),
    ]
    parts += [Section(str(contract), list(_contract_parts(contract))) for contract in contracts]
    return [*parts, Section("Staff", list(_staff_parts(user))), Section("Messages", list(_message_parts()))]


def blocking_parts(user: User) -> list[str]:
    """Return the titles of the missing parts without which the service cannot go live."""
    parts = [(section, part) for section in sections(user) for part in section.parts]
    return [f"{section.title}, {part.title.lower()}" for section, part in parts if part.blocks and part.is_missing]


def missing_parts(user: User) -> list[Part]:
    """Return the parts that are missing, in their order."""
    return [part for section in sections(user) for part in section.parts if part.is_missing]


def _status(is_done: bool) -> PartStatus:
    return PartStatus.DONE if is_done else PartStatus.MISSING


def _contracts() -> list[Contract]:
    """Return the contracts that have not ended, by name, with what is recorded for each."""
    today = clock.today()
    posts = Post.objects.not_ended(today).filter(contract=OuterRef("pk"))
    managers = posts.filter(role__in=roles_with(Permission.DECIDE_REFERRAL, Scope.CONTRACT))
    council = posts.filter(role__in=roles_with(Permission.SEND_REFERRAL, Scope.CONTRACT))
    commissioners = posts.filter(role__in=roles_with(Permission.ACKNOWLEDGE_NOTICE, Scope.CONTRACT))
    on_call = posts.filter(role__in=roles_with(Permission.BE_ON_CALL, Scope.CONTRACT)).exclude(user__telephone="")
    reviewers = posts.filter(role__in=roles_with(Permission.REVIEW_ACCESS, Scope.CONTRACT))
    rows = Contract.objects.exclude(ends_on__lt=today).select_related("council").order_by("name", "pk")
    return list(
        rows.annotate(
            has_terms=Exists(Terms.objects.filter(contract=OuterRef("pk"))),
            has_sources=Exists(Terms.objects.filter(contract=OuterRef("pk"), sources__len__gt=0)),
            has_strands=Exists(Strand.objects.filter(contract=OuterRef("pk")).offered(today)),
            has_life_domains=Exists(LifeDomain.objects.filter(contract=OuterRef("pk")).offered(today)),
            has_outcomes=Exists(ContractOutcome.objects.filter(contract=OuterRef("pk")).offered(today)),
            has_price=Exists(ContractYear.objects.filter(contract=OuterRef("pk"))),
            has_manager=Exists(managers),
            has_council_users=Exists(council),
            has_commissioner=Exists(commissioners),
            has_on_call=Exists(on_call),
            reviewers=Subquery(
                reviewers.order_by().values("contract").annotate(users=Count("user", distinct=True)).values("users")
            ),
        )
    )


def _provider_parts() -> Iterator[Part]:
    yield Part(
        "Name and telephone numbers",
        "They are on every page and in every email.",
        reverse("provider"),
        _status(Provider.objects.exists()),
        "People see no number to ring.",
        blocks=True,
    )
    yield Part(
        "Logo",
        "It is on every page and document.",
        reverse("provider_logo"),
        PartStatus.DONE if Provider.objects.exclude(logo_digest="").exists() else PartStatus.OPTIONAL,
    )
    administrators = Post.objects.not_ended(clock.today()).filter(
        role__in=roles_with(Permission.MANAGE_ACCOUNTS, Scope.CONTRACT),
        user__in=User.objects.with_access().filter(awaits_invitation=False),
    )
    yield Part(
        "A second administrator",
        "For when the first is away, or has lost their phone. They have signed in.",
        reverse("account_list"),
        _status(administrators.values("user").distinct().count() > 1),
        "If the only administrator cannot sign in, someone with access to the server must help.",
    )


def _shared(contracts: list[Contract]) -> Iterator[Part]:
    yield Part(
        "Councils",
        "Who commissions the service, and who staff ring about a concern.",
        reverse("councils"),
        _status(Council.objects.exists()),
        "A contract needs a council.",
    )
    yield Part(
        "Contracts",
        "Each with its terms, price and people.",
        reverse("contracts"),
        _status(bool(contracts)),
        "No one can be referred.",
        blocks=True,
    )


def _accounts(permission: Permission, contract: Contract, *, is_done: bool) -> str:
    """Return the list of accounts; while nobody has the role, the form for one with role and contract chosen."""
    if is_done:
        return reverse("account_list")
    role = roles_with(permission, Scope.CONTRACT)[0]
    return f"{reverse('account_new')}?{urlencode({'role': role, 'contract': str(contract.pk)})}"


def _role_parts(contract: Contract, row: dict[str, Any]) -> Iterator[Part]:
    managers = _accounts(Permission.DECIDE_REFERRAL, contract, is_done=row["has_manager"])
    yield Part("Manager", "", managers, _status(row["has_manager"]), "No one can decide a referral.", True)
    yield Part(
        "On-call senior",
        "With a phone number in their account.",
        _accounts(Permission.BE_ON_CALL, contract, is_done=row["has_on_call"]),
        _status(row["has_on_call"]),
        "Staff who need help see no one to ring.",
    )
    yield Part(
        "Keyworkers and referrers",
        "The Council’s staff who refer people.",
        _accounts(Permission.SEND_REFERRAL, contract, is_done=row["has_council_users"]),
        _status(row["has_council_users"]),
        "Only your managers can enter referrals.",
    )
    yield Part(
        "Commissioner",
        "",
        _accounts(Permission.ACKNOWLEDGE_NOTICE, contract, is_done=row["has_commissioner"]),
        _status(row["has_commissioner"]),
        "The Council cannot read returns here.",
    )


def _contract_parts(contract: Contract) -> Iterator[Part]:
    row = {name: getattr(contract, name) for name in vars(contract) if name.startswith("has_")}
    yield Part(
        "Terms",
        "Who can be referred, time limits and service hours.",
        reverse("contract" if row["has_terms"] else "contract_terms_new", args=[contract.pk]),
        _status(row["has_terms"] and row["has_sources"]),
        "The terms do not say who can refer, so no referral can be sent."
        if row["has_terms"]
        else "No referral can be sent or accepted.",
        blocks=True,
    )
    yield from _list_parts(contract)
    yield _numbers_of_council(contract)
    yield from _role_parts(contract, row)
    yield _second_reviewer(contract)
    yield Part(
        "Price",
        "The hourly rate or block payment of each contract year.",
        reverse("contract_price", args=[contract.pk]),
        PartStatus.DONE if row["has_price"] else PartStatus.OPTIONAL,
    )


def _second_reviewer(contract: Any) -> Part:
    has_two = (contract.reviewers or 0) > 1
    return Part(
        "A second person who reviews access",
        "A manager, deputy or safeguarding lead. No one reviews what they opened themselves.",
        _accounts(Permission.REVIEW_ACCESS, contract, is_done=has_two),
        _status(has_two),
        "What the only one opens is reviewed by no one, and no one else can answer a question about it.",
    )


def _numbers_of_council(contract: Contract) -> Part:
    council = contract.council
    return Part(
        "The council’s numbers",
        "Safeguarding team and duty team.",
        reverse("council", args=[council.pk]),
        _status(bool(council.safeguarding_telephone and council.duty_team_telephone)),
        "Staff see no number to ring about a concern.",
        blocks=True,
    )


def _list_parts(contract: Any) -> Iterator[Part]:
    """Yield the lists of the contract. A goal needs a life domain; not every contract has strands and outcomes."""
    yield Part(
        "Life domains",
        "The areas of life in which people set their goals.",
        reverse("contract_names", args=[contract.pk, "life-domains"]),
        _status(contract.has_life_domains),
        "No goal can be added to a support plan.",
    )
    for key, title, hint, has_rows in (
        ("strands", "Strands", "The kinds of support, if the contract names any.", contract.has_strands),
        ("outcomes", "Outcomes", "What the service is commissioned to achieve.", contract.has_outcomes),
    ):
        status = PartStatus.DONE if has_rows else PartStatus.OPTIONAL
        yield Part(title, hint, reverse("contract_names", args=[contract.pk, key]), status)


def _staff_parts(user: User) -> Iterator[Part]:
    may_hire = Permission.MANAGE_WORKER in permissions(user)
    yield Part("Teams", "", reverse("teams"), _status(Team.objects.exists()), "A worker belongs to a team.")
    yield Part(
        "Training courses",
        "Those that a worker needs before people are allocated to them.",
        reverse("courses"),
        PartStatus.DONE if TrainingCourse.objects.exists() else PartStatus.OPTIONAL,
    )
    yield Part(
        "Support workers",
        "A manager adds them on the list of staff." if not may_hire else "",
        reverse("workers") if may_hire else "",
        _status(Worker.objects.employed(clock.today()).exists()),
        "No one can be allocated to a person.",
    )


def _message_parts() -> Iterator[Part]:
    yield _tested_part(Channel.EMAIL, "Emails arrive")
    choice, no_texts = channels.no_texts_choice(), reverse("no_texts")
    if choice:
        chosen_on = formatting.day(clock.day_of(choice.recorded_at))
        yield Part("No text messages", f"Chosen on {chosen_on} by {choice.recorded_by}.", no_texts, PartStatus.DONE)
    elif channels.has_company():
        yield _tested_part(Channel.TEXT, "Text messages arrive")
    else:
        yield Part(
            "Text messages",
            "No company is named in the settings of the server. If you send none, choose so here.",
            no_texts,
            PartStatus.MISSING,
            "Calls for help go out by email. No one has decided that this is enough.",
            blocks=True,
        )


def _tested_part(channel: Channel, title: str) -> Part:
    test = channel_tests.last_passed(channel)
    return Part(
        title,
        f"Tested {formatting.day(clock.day_of(test.passed_at))}."
        if test and test.passed_at
        else "Send yourself a code.",
        reverse("channel_test", args=[channel.value]),
        _status(test is not None),
        "You do not know whether anyone gets a message.",
        blocks=True,
    )
