"""What somebody writes to a manager instead of the workers is on no page, list or message of anybody but managers."""

import pytest
from django.urls import reverse

from casework.duties import duty_items
from core import clock
from core.models import Message
from plans.models import AnswerDuty, Comment
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.urls import Walker
from tests.timelines import timeline_of

CANARY = "He shouts at me and I am afraid"
OTHERS = ["amara", "omar", "rosa"]


def texts_of(walker: Walker, who: str, record) -> dict[str, str]:
    """Return the text of every page that `who` can open, by its name."""
    texts = {}
    for address in ADDRESSES:
        if address.kind is not Kind.VERB:
            answer = walker.ask(who, "GET", reverse(address.name, args=address.args(record)))
            if answer.status == 200:
                texts[address.name] = answer.text
    return texts


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_of_anybody_but_managers_has_a_word_of_it(world, cast, who):
    """Given such a message of Maya, one of her representative and one that Amara recorded about herself."""
    walker = Walker(cast)
    written = [
        ("maya", "my_manager_write", [], {"words": f"{CANARY} (own)"}),
        (
            "rosa",
            "tell_us",
            [],
            {"about": str(cast.representative.pk), "words": f"{CANARY} (hers)", "for_managers": "on"},
        ),
        (
            "amara",
            "message_record",
            [world.mine.package.pk],
            {"sender": "person", "way": "telephone", "words": f"{CANARY} (recorded)", "for_managers": "on"},
        ),
    ]
    for author, name, args, data in written:
        assert walker.ask(author, "POST", reverse(name, args=args), data, keep=True).status == 302, name
    duties = list(AnswerDuty.objects.filter(comment__for_managers=True))
    assert len(duties) == 3
    texts = texts_of(walker, who, world.mine)
    assert [name for name, text in texts.items() if CANARY in text] == []
    addresses = [reverse("comment_answer", args=[duty.pk]) for duty in duties]
    assert [name for name, text in texts.items() for address in addresses if address in text] == []
    user = getattr(cast, who)
    assert [walker.ask(who, "GET", address).status for address in addresses] == [404] * 3
    assert not Comment.objects.visible_to(user).filter(for_managers=True).exists()
    assert not Message.objects.filter(to=user, path__in=addresses).exists()
    assert not any(CANARY in f"{entry['title']}{entry['body']}" for entry in timeline_of(cast.individual, user))
    ids = {duty.pk for duty in duties}
    assert not ids & {item.argument for item in duty_items(user, clock.today()) if item.kind == "comment"}
