from safeguarding.concerns.models import Concern, ConcernNamedUser, ConcernSheet

__all__ = ["Concern", "ConcernNamedUser", "ConcernSheet"]
