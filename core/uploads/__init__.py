"""What an uploaded file really is, judged by its content: `kind_of` names its kind or refuses it, and says why."""

from core.uploads.kinds import KIND_ENDINGS, kind_of
from core.uploads.refusals import RefusedFileError

__all__ = ["KIND_ENDINGS", "RefusedFileError", "kind_of"]
