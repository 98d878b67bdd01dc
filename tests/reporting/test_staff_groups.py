"""Figures about staff, as readers outside the provider get them: groups, in which nobody can be recognised."""

from uuid import UUID

from reporting.staff_groups import NOT_NAMED, group_staff


def rows(*, first: int = 0, count: int, reason: str, amount: int = 60) -> list[tuple[UUID, str, int]]:
    return [(UUID(int=first + number), reason, amount) for number in range(1, count + 1)]


def described(*groups) -> list[tuple[str, str, int]]:
    return [(group.reason, group.people_text, group.amount) for group in group_staff(sum(groups, []))]


def test_a_reason_of_five_people_is_named_with_how_many_they_are():
    assert described(rows(count=5, reason="Back")) == [("Back", "5 people", 300)]


def test_absences_of_one_person_count_as_one_person():
    assert described(rows(count=2, reason="Back") * 4) == [(NOT_NAMED, "fewer than 5 people", 480)]


def test_reasons_of_fewer_than_five_people_are_not_named():
    groups = [rows(first=10 * n, count=3, reason=reason) for n, reason in enumerate(("Back", "Heart", "Mind"))]
    assert described(*groups) == [(NOT_NAMED, "9 people", 540)]


def test_a_single_small_reason_is_not_found_by_subtraction():
    """Given one small reason beside two large ones; then the smaller of these is not named either."""
    groups = (
        rows(count=9, reason="Mind"),
        rows(first=20, count=6, reason="Back"),
        rows(first=40, count=1, reason="Heart"),
    )
    assert described(*groups) == [("Mind", "9 people", 540), (NOT_NAMED, "7 people", 420)]


def test_figures_without_reasons_are_one_group():
    assert described(rows(count=2, reason="")) == [("", "fewer than 5 people", 120)]
