from contracts.models.contract import Contract, ContractOutcome, Council, LifeDomain, Strand
from contracts.models.post import Post
from contracts.models.terms import Terms

__all__ = ["Contract", "ContractOutcome", "Council", "LifeDomain", "Post", "Strand", "Terms"]
