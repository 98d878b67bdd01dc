"""Words longer than any of a language, like web addresses: marked where only they may be broken.

In a table `overflow-wrap: anywhere` would break short words before long ones, and without it a long word pushes the
other columns off the page or the paper. The class cw-long-word lets just the marked word break.
"""

import re

LONG_WORD = re.compile(r"[^\s<>]{30,}")
# Tags, and the elements whose text cannot have markup.
NOT_TEXT = re.compile(r"(<(svg|select|textarea|title|style|script)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL | re.IGNORECASE)


def mark_long_words(html: str) -> str:
    """Return the HTML with each long word of its text in an element that may be broken anywhere."""
    if not LONG_WORD.search(html):
        return html
    parts, end = [], 0
    for tag in NOT_TEXT.finditer(html):
        parts += [_mark(html[end : tag.start()]), tag[0]]
        end = tag.end()
    return "".join([*parts, _mark(html[end:])])


def _mark(text: str) -> str:
    return LONG_WORD.sub(r'<span class="cw-long-word">\g<0></span>', text)
