from contracts.models.contract import Contract, ContractOutcome, Council, LifeDomain, NamedRow, Strand
from contracts.models.post import Post, PostQuerySet
from contracts.models.price import ContractYear
from contracts.models.second_factor_reset import OPEN_FOR, SecondFactorReset
from contracts.models.terms import SOURCE_LENGTH, TERM_ON_DAY, TermOn, Terms, TermsQuerySet
from contracts.provider.models import Provider, SetUpLink

__all__ = [
    "OPEN_FOR",
    "SOURCE_LENGTH",
    "TERM_ON_DAY",
    "Contract",
    "ContractOutcome",
    "ContractYear",
    "Council",
    "LifeDomain",
    "NamedRow",
    "Post",
    "PostQuerySet",
    "Provider",
    "SecondFactorReset",
    "SetUpLink",
    "Strand",
    "TermOn",
    "Terms",
    "TermsQuerySet",
]
