"""The texts of the project, each with its file and line.

PAGE texts are what a user reads: in templates, in Python and in JavaScript. NOTE texts are the made-up notes and
quotations of the demo. PROSE is what a developer reads: docstrings, comments and Markdown.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE, NOTE, PROSE = "page", "note", "prose"
GAP = "…"  # where a value is filled in

# Folders with an __init__.py whose strings no user reads.
NOT_PRODUCT = {"bench", "servers", "tests"}
# Where made-up people speak.
NOTES = {("demo", "scenarios"), ("demo", "text")}


@dataclass(frozen=True)
class Text:
    path: str
    line: int
    text: str
    audience: str

    def line_of(self, position: int) -> int:
        """Return the line of the file at which this character of the text is."""
        return self.line + self.text.count("\n", 0, position)


def all_texts(root: Path = ROOT) -> Iterator[Text]:
    """Yield every text of the project at `root`."""
    for path in template_files(root):
        yield from _texts_of(path, root, template_texts)
    for path in python_files(root):
        yield from _texts_of(path, root, python_prose)
        if _is_read_by_users(path.relative_to(root)):
            yield from _texts_of(path, root, python_texts)
    for path in sorted((root / "design" / "assets" / "js").rglob("*.js")):
        yield from _texts_of(path, root, javascript_texts)
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]:
        yield from _texts_of(path, root, markdown_texts)


def _texts_of(path: Path, root: Path, read) -> Iterator[Text]:
    inside = path.relative_to(root)
    is_prose = read in (python_prose, markdown_texts)
    audience = PROSE if is_prose else NOTE if inside.parts[:2] in NOTES else PAGE
    for line, text in read(path.read_text()):
        yield Text(str(inside), line, text, audience)


def template_files(root: Path = ROOT) -> list[Path]:
    """Return the templates: those at the root, then those of the apps."""
    folders = [root / "templates", *(folder / "templates" for folder in _packages(root))]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".txt")]


def python_files(root: Path = ROOT) -> list[Path]:
    """Return the Python files, without migrations."""
    folders = [*_packages(root), root / "servers", root / "tests"]
    return [path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def _packages(root: Path) -> list[Path]:
    """Return the folders of the apps and of the settings."""
    return sorted(path.parent for path in root.glob("*/__init__.py") if path.parent.name not in NOT_PRODUCT)


def _is_read_by_users(path: Path) -> bool:
    return path.parts[0] not in NOT_PRODUCT and "management" not in path.parts


# Templates

ATTRIBUTE = re.compile(
    r"""\s(aria-label|aria-description|title|alt|placeholder|content|label|summary|value|data-[a-z-]+)\s*=\s*"""
    r"""(?:"((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"|'((?:\{%.*?%\}|\{\{.*?\}\}|[^'])*)')"""
)
MARKUP = re.compile(
    r"""
    (?P<unread>\{\#.*?\#\} | \{%\s*comment\b.*?endcomment\s*%\} | <!--.*?-->
        | <script\b(?:[^>]|\{%.*?%\})*>.*?</script> | <style\b.*?</style>)
    | (?P<tag>\{%.*?%\})
    | (?P<value>\{\{.*?\}\})
    | (?P<element></?[a-zA-Z!](?:\{%.*?%\} | \{\{.*?\}\} | "(?:\{%.*?%\}|\{\{.*?\}\}|[^"])*" | '[^']*' | [^>])*>)
    """,
    re.VERBOSE | re.DOTALL,
)
LITERAL = re.compile(r'"([^"]*)"|\'([^\']*)\'')
# Tags whose quoted words are names, paths or values.
TAGS_WITHOUT_TEXT = {
    "block", "cycle", "elif", "extends", "firstof", "for", "if", "ifchanged", "load", "now", "regroup", "slot",
    "static", "url",
}  # fmt: skip
FILTER_WITH_TEXT = re.compile(r'\|\s*(?:default|default_if_none|yesno|add|pluralize)\s*:\s*("[^"]*"|\'[^\']*\')')
# "&nbsp;" is a space of another kind.
ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&ldquo;": "“", "&rdquo;": "”", "&rsquo;": "’", "&ndash;": "–", "&quot;": '"'}


def template_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of a template: between its tags, in attributes, in the inputs of components."""
    line, pending, pending_line = 1, "", 1
    position = 0
    for match in [*MARKUP.finditer(source), None]:
        between = source[position : match.start() if match else len(source)]
        if not pending:
            pending_line = line
        pending += between
        line += between.count("\n")
        if match is None:
            break
        position = match.end()
        if match["value"]:
            pending += GAP
            yield from ((line, text) for text in _filter_texts(match["value"]))
        else:
            yield from _shown(pending_line, pending)
            pending = ""
            if match["tag"]:
                yield from ((line, text) for text in _tag_texts(match["tag"]))
            elif match["element"]:
                yield from _attribute_texts(line, match["element"])
        line += match[0].count("\n")
    yield from _shown(pending_line, pending)


def _shown(line: int, text: str) -> Iterator[tuple[int, str]]:
    """Yield the text without spaces around it, at its first line, if there is a letter in it."""
    if re.search(r"[^\W\d_]", text):
        line += text[: len(text) - len(text.lstrip())].count("\n")
        text = text.strip()
        for entity, character in ENTITIES.items():
            text = text.replace(entity, character)
        yield line, text.replace("’", "'")


def _tag_texts(tag: str) -> Iterator[str]:
    """Yield the texts among the inputs of a component, like "Change" of `{% link "Change" "visit_change" pk %}`."""
    name = tag[2:-2].split(None, 1)[0]
    yield from _filter_texts(tag)
    if name not in TAGS_WITHOUT_TEXT:
        for literal in LITERAL.finditer(FILTER_WITH_TEXT.sub("", tag)):
            text = literal[1] or literal[2] or ""
            # A heading of a table may end with "|number" or "|hidden".
            text = re.sub(r"\|(number|hidden)$", "", text)
            if _reads_as_text(text):
                yield text


def _filter_texts(expression: str) -> Iterator[str]:
    """Yield the texts given to filters, like "no end" of `{{ day|default:"no end" }}`."""
    for literal in FILTER_WITH_TEXT.findall(expression):
        if re.search(r"[a-zA-Z]", literal):
            yield literal[1:-1]


def _attribute_texts(line: int, element: str) -> Iterator[tuple[int, str]]:
    for match in ATTRIBUTE.finditer(element):
        if _reads_as_text(re.sub(r"\{%.*?%\}", "", match[2] or match[3] or "")):
            at = line + element.count("\n", 0, match.start())
            yield from template_texts_of_attribute(at, match[2] or match[3])


def template_texts_of_attribute(line: int, value: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of an attribute's value, which may hold tags."""
    for number, text in template_texts(value):
        yield line + number - 1, text


def _reads_as_text(text: str) -> bool:
    """Return True for words with a space before, between or after them, or for one word with a capital letter."""
    has_space = any(character.isspace() for character in text)
    return bool(has_space and re.search(r"[^\W\d_]{2}", text) or re.fullmatch(r"[A-Z][a-z’'-]+[:.?…]?", text))


# Python

SQL = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|WHERE|RAISE|EXISTS|IS NOT NULL|IS DISTINCT FROM)\b[\s(]"
    r"|\b(NEW|OLD)\."
)
LOGGERS = {"log", "logger"}
# A comment, or a string, in which "#" begins no comment.
COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|(?P<comment>\#[^\n]*(?:\n[ \t]*\#[^\n]*)*)"
)


def python_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of the strings that may be shown: words with spaces, single words with a capital letter,
    and labels of enums.

    Left out: docstrings, SQL, regular expressions, log events and `__all__`.
    """
    tree = _parse(source)
    unread = {id(node) for node in _docstrings(tree)}
    labels: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            unread.update(id(part) for part in ast.walk(node.value))
        elif isinstance(node, ast.Call) and _is_of_code(node):
            unread.update(id(part) for argument in node.args[:1] for part in ast.walk(argument))
        elif isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            labels.update(id(label) for label in _enum_labels(node))
        elif isinstance(node, ast.JoinedStr):
            unread.update(id(part) for part in node.values if isinstance(part, ast.Constant))
            unread.update(
                id(part)
                for value in node.values
                if isinstance(value, ast.FormattedValue) and value.format_spec
                for part in ast.walk(value.format_spec)
            )
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in unread:
            text = _string(node)
            if text and (id(node) in labels or _reads_as_text(text)) and not _reads_as_code(text):
                is_one_line = node.lineno == node.end_lineno or "\n" not in text
                yield node.lineno, (text.replace("\n", " ") if is_one_line else text).replace("’", "'")


def _string(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
    return node.value if isinstance(node.value, str) else ""


@lru_cache(maxsize=1)
def _parse(source: str) -> ast.Module:
    return ast.parse(source)


def _docstrings(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the docstrings of a module, class or function, and of those defined in it."""
    statements = getattr(node, "body", None)
    if not isinstance(statements, list) or not statements:
        return
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        first = getattr(statements[0], "value", None) if isinstance(statements[0], ast.Expr) else None
        if isinstance(first, ast.Constant) and _string(first):
            yield first
    for statement in statements:
        yield from _docstrings(statement)


def _enum_labels(enum: ast.ClassDef) -> Iterator[ast.expr]:
    for statement in enum.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            yield from statement.value.elts[1:]


def _is_of_code(call: ast.Call) -> bool:
    """Return True if the first argument of this call is a log event or a regular expression."""
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return False
    return call.func.value.id in LOGGERS or call.func.value.id == "re"


def _reads_as_code(text: str) -> bool:
    return bool(SQL.search(text) or re.search(r"\\[dwsb]|\(\?|\[\^|</?[a-z]+>$", text))


def python_prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of the docstrings and the comments; comments on lines that follow each other are one text."""
    for node in _docstrings(_parse(source)):
        yield node.lineno, _without_code(str(node.value))
    for match in COMMENT.finditer(source):
        if match["comment"]:
            line = source.count("\n", 0, match.start()) + 1
            yield line, _without_code(re.sub(r"(\n|^)[ \t]*#", r"\1", match["comment"]))


# JavaScript and Markdown

BEFORE_A_REGEX = re.compile(r"(?:^|[(,=:\[!&|?{};\n]|\breturn)\s*$")


def javascript_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of the strings and template literals that may be shown."""
    texts: list[tuple[int, str]] = []
    _scan(source, 0, texts, until="")
    for position, text in sorted(texts):
        if _reads_as_text(text):
            yield source.count("\n", 0, position) + 1, text.replace("\n", " ").replace("’", "'")


def _scan(source: str, position: int, texts: list[tuple[int, str]], until: str) -> int:
    """Add the strings from `position` on, and return where the code ends: after `until`, or at the end."""
    depth = 0
    while position < len(source):
        character = source[position]
        if character == until and not depth:
            return position + 1
        depth += (character == "{") - (character == "}")
        if source.startswith("//", position):
            position = _after(source, "\n", position)
        elif source.startswith("/*", position):
            position = _after(source, "*/", position + 2)
        elif character in "\"'":
            end = re.compile(rf"(?:\\.|[^\\{character}])*").match(source, position + 1).end()
            texts.append((position, source[position + 1 : end]))
            position = end + 1
        elif character == "`":
            position = _scan_template(source, position, texts)
        elif character == "/" and BEFORE_A_REGEX.search(source[max(0, position - 40) : position]):
            position = re.compile(r"/(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n])*/?").match(source, position).end()
        else:
            position += 1
    return position


def _scan_template(source: str, start: int, texts: list[tuple[int, str]]) -> int:
    """Add the template literal that begins at `start`, and the strings in it; return where it ends."""
    text, position = "", start + 1
    while position < len(source) and source[position] != "`":
        if source.startswith("${", position):
            position = _scan(source, position + 2, texts, until="}")
            text += GAP
        else:
            text += source[position]
            position += 2 if source[position] == "\\" else 1
    texts.append((start, text))
    return position + 1


def _after(source: str, mark: str, position: int) -> int:
    found = source.find(mark, position)
    return len(source) if found < 0 else found + len(mark)


def markdown_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of the paragraphs, without blocks of code."""
    source = re.sub(r"^```.*?^```", _blank, source, flags=re.MULTILINE | re.DOTALL)
    line = 1
    for part in re.split(r"(\n\s*\n)", source):
        if part.strip():
            yield line, _without_code(part)
        line += part.count("\n")


def _without_code(text: str) -> str:
    """Return the text with names of code, addresses and the targets of links blanked out; lines stay where they are."""
    return re.sub(r"`[^`]*`|\]\([^)\s]*\)|\bhttps?://\S+", _blank, text)


def _blank(match: re.Match) -> str:
    return GAP + "\n" * match[0].count("\n")
