"""The texts of the demo. Every sentence is made up."""


def lines(block: str) -> list[str]:
    """Return the texts of a block, one a line; an indented line continues the one before."""
    texts: list[str] = []
    for row in block.strip("\n").splitlines():
        if row.startswith(" "):
            texts[-1] += " " + row.strip()
        elif row:
            texts.append(row)
    return texts
