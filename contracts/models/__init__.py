from contracts.models.contract import Contract, ContractOutcome, Council, LifeDomain, Strand
from contracts.models.post import Post
from contracts.models.price import ContractYear
from contracts.models.terms import Terms

__all__ = ["Contract", "ContractOutcome", "ContractYear", "Council", "LifeDomain", "Post", "Strand", "Terms"]
