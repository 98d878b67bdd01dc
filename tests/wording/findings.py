"""What the lint reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A place that a rule refuses. `rule` is its pattern, its label or its name."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    @property
    def app(self) -> str:
        """The app whose text it is, or the folder; files of the root are "project"."""
        folder, _, rest = self.path.partition("/")
        if folder == "templates" and "/" in rest:
            return rest.partition("/")[0]
        return folder if rest else "project"
