"""A page used by keys only."""

MOST_TABS = 60


def move_to(page, role: str, name: str):
    """Press Tab until the link, button or field has the focus."""
    move_to_element(page, page.get_by_role(role, name=name).first, name)


def move_to_element(page, target, name: str):
    """Press Tab until `target` has the focus; `name` says in the error what was not reached."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name!r} is not reached by Tab on {page.url}")


def press(page, name: str, role: str = "link"):
    """Follow a link or press a button."""
    move_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page, name: str, text: str):
    move_to(page, "textbox", name)
    page.keyboard.type(text)


def fill_day(page, group: str, day):
    """Fill in the three boxes of a day, one after the other."""
    for part in ("Day", "Month", "Year"):
        move_to_element(page, page.get_by_role("group", name=group).get_by_label(part), f"{group}: {part}")
        page.keyboard.type(str(getattr(day, part.lower())))


def select(page, name: str, text: str):
    """Choose in a list by typing how the choice begins."""
    move_to(page, "combobox", name)
    page.keyboard.type(text)


def choose(page, group: str, answer: str):
    """Choose a radio: Tab leads to the first of the group, the arrow keys to the others."""
    radios = page.get_by_role("group", name=group).get_by_role("radio")
    move_to_element(page, radios.first, f"{group}: the first answer")
    page.keyboard.press("Space")
    wanted = page.get_by_role("group", name=group).get_by_role("radio", name=answer, exact=True)
    for _ in range(radios.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{answer!r} is not reached by the arrow keys on {page.url}")
