"""Print the words and the markup that the project does not use: `python -m tests.wording [paths]`.

Exit with 1 if there is anything in files whose paths begin with one of `paths`; without paths, in any file.
`--summary` prints how many places there are in each app, and for each rule.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.wording.findings import Finding
from tests.wording.markup import all_refused_markup
from tests.wording.rules import refused_words
from tests.wording.texts import ROOT, all_texts


def all_findings(root: Path = ROOT) -> list[Finding]:
    """Return everything that is refused, in the order of files and lines."""
    words = [finding for text in all_texts(root) for finding in refused_words(text)]
    return sorted([*words, *all_refused_markup(root)], key=lambda finding: (finding.path, finding.line))


def summary(found: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of a count by app and of a count by rule, the largest first."""
    for counted in (Counter(finding.app for finding in found), Counter(finding.rule for finding in found)):
        yield from (f"{number:5}  {name}" for name, number in counted.most_common())
        yield ""


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Print what is found, and how much. Return the exit code."""
    paths = tuple(argument for argument in arguments if argument != "--summary")
    found = [finding for finding in all_findings(root) if not paths or finding.path.startswith(paths)]
    for line in summary(found) if "--summary" in arguments else map(str, found):
        print(line)
    print(
        f"{len(found)} to change: see tests/wording/rules.py and markup.py" if found else "Wording: nothing to change"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
