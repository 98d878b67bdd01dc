"""What the people of the demo write and say. Every sentence was made up for it."""


def lines(block: str) -> list[str]:
    """The texts of a block, one a line; an indented line goes on with the one before."""
    texts: list[str] = []
    for row in block.strip("\n").splitlines():
        if row.startswith(" "):
            texts[-1] += " " + row.strip()
        elif row:
            texts.append(row)
    return texts
