"""Breaking the rules of contracts, posts, terms and prices."""

import datetime

from contracts.models import (
    Contract,
    ContractOutcome,
    ContractYear,
    Council,
    LifeDomain,
    Post,
    Provider,
    SecondFactorReset,
    SetUpLink,
    Strand,
    Terms,
)
from core import clock
from tests.constraints.registry import breaks, copy_row, update_row

DAY = datetime.timedelta(days=1)


@breaks("council_name_once")
def _(cast):
    Council.objects.create(name=cast.council.name.upper(), area="Elsewhere")


def _provider(**columns) -> Provider:
    return Provider.objects.create(
        name="Kestrel Lane Support", telephone="01632 960120", email="office@kestrel.example", **columns
    )


@breaks("provider_unanswered")
def _(cast):
    _provider(unanswered_from=datetime.time(22))


@breaks("provider_once")
def _(cast):
    for _ in range(2):
        _provider()


@breaks("provider_crisis_numbers")
def _(cast):
    _provider(crisis_numbers=["Crisis line: 01632 960155"] * 7)


@breaks("set_up_link_used_in_time")
def _(cast):
    now = clock.now()
    SetUpLink.objects.create(token_hash="0" * 64, expires_at=now, used_at=now + DAY)


@breaks("contract_dates")
def _(cast):
    update_row(Contract, cast.tameside, ends_on=cast.tameside.starts_on - DAY)


@breaks("council_struck")
def _(cast):
    update_row(Council, cast.council, struck_at=clock.now())


@breaks("contract_struck")
def _(cast):
    update_row(Contract, cast.tameside, struck_at=clock.now())


@breaks("contract_name_once")
def _(cast):
    copy_row(cast.tameside)


@breaks("strand_once")
def _(cast):
    update_row(Strand, cast.strands[0], name=cast.strands[1].name)


@breaks("life_domain_once")
def _(cast):
    update_row(LifeDomain, cast.life_domains[0], name=cast.life_domains[1].name)


@breaks("contract_outcome_once")
def _(cast):
    for _ in range(2):
        ContractOutcome.objects.create(contract=cast.tameside, name="People live as they choose")


@breaks("provider_logo_digest")
def _(cast):
    _provider(logo=b"a picture")


@breaks("post_once_at_a_time")
def _(cast):
    Post.objects.create(user=cast.ben, role="manager", contract=cast.tameside, from_on=cast.today)


@breaks("post_in_every_contract_once")
def _(cast):
    Post.objects.create(user=cast.alan, role="administrator", from_on=cast.today)


@breaks("post_contract")
def _(cast):
    update_row(Post, Post.objects.get(user=cast.ben), contract=None)


@breaks("post_dates")
def _(cast):
    post = Post.objects.get(user=cast.ben)
    update_row(Post, post, until_on=post.from_on - datetime.timedelta(days=1))


@breaks("post_role")
def _(cast):
    update_row(Post, Post.objects.get(user=cast.ben), role="emperor")


@breaks("terms_once_a_day")
def _(cast):
    Terms.objects.create(contract=cast.tameside, from_on=cast.terms.from_on)


@breaks("terms_ages")
def _(cast):
    Terms.objects.create(contract=cast.tameside, from_on=cast.today, minimum_age=18, age_limit=18)


@breaks("terms_day")
def _(cast):
    late, early = datetime.time(22), datetime.time(8)
    Terms.objects.create(contract=cast.tameside, from_on=cast.today, day_starts_at=late, day_ends_at=early)


def make_year(cast) -> ContractYear:
    until_on = cast.today + 200 * DAY
    return ContractYear.objects.create(
        contract=cast.tameside, from_on=cast.today, until_on=until_on, hourly_rate=20, recorded_by=cast.alan
    )


@breaks("contract_year_once")
def _(cast):
    for _ in range(2):
        make_year(cast)


@breaks("contract_year_struck")
def _(cast):
    update_row(ContractYear, make_year(cast), struck_reason="Of the other contract")


@breaks("contract_year_dates")
def _(cast):
    update_row(ContractYear, make_year(cast), until_on=cast.today + 367 * DAY)


@breaks("contract_year_price")
def _(cast):
    update_row(ContractYear, make_year(cast), hourly_rate=None)


@breaks("contract_year_amounts")
def _(cast):
    update_row(ContractYear, make_year(cast), maximum=0)


@breaks("terms_struck")
def _(cast):
    update_row(Terms, cast.terms, struck_reason="A slip")


def make_reset(cast, **changed) -> SecondFactorReset:
    """Return Ben's request to reset Amara's second factor."""
    now = clock.now()
    columns = {"user": cast.amara, "asked_check": "Seen", "recorded_by": cast.ben, "recorded_at": now}
    return SecondFactorReset.objects.create(**columns | {"expires_at": now + DAY} | changed)


@breaks("second_factor_reset_one_open")
def _(cast):
    for by in (cast.ben, cast.dana):
        make_reset(cast, recorded_by=by)


def confirm(reset, by, **changed):
    """Mark a request as confirmed, without a service."""
    columns = {"state": "confirmed", "decided_by": by, "decided_at": reset.recorded_at, "confirmed_check": "Rang her"}
    update_row(SecondFactorReset, reset, **columns | changed)


@breaks("second_factor_reset_two_people")
def _(cast):
    confirm(make_reset(cast), cast.ben)


@breaks("second_factor_reset_not_own")
def _(cast):
    confirm(make_reset(cast), cast.amara)


@breaks("second_factor_reset_checks")
def _(cast):
    confirm(make_reset(cast), cast.dana, confirmed_check="")


@breaks("second_factor_reset_decided")
def _(cast):
    update_row(SecondFactorReset, make_reset(cast), state="declined")


@breaks("second_factor_reset_in_time")
def _(cast):
    reset = make_reset(cast)
    confirm(reset, cast.dana, decided_at=reset.expires_at)
