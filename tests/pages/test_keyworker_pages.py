"""The keyworker opens the pages that the sentence to the person names, and no others."""

import io

import pytest
from django.urls import resolve, reverse
from pypdf import PdfReader

from casework.consent.enums import EXPLANATIONS, RequiredAccess
from core.timeline import newest, to_entries
from dashboard.timeline import SOURCES
from plans.enums import PdfKind
from plans.models import SupportPlan
from plans.services import offer, request_pdf, start, write
from plans.support_plan.pdf import render
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.test_record_pages import OF_A_RECORD
from tests.pages.urls import Walker

# A part of the sentence to the person, and the pages of their record that it is about.
READS = {
    "your plan and goals": {
        *("person_plan", "plan_changes", "plan_pdf", "plan_scan", "goal_ratings", "achievement_document"),
    },
    "how you rate your life": {"person_measures"},
    "what is planned for the end of support": {"person_exit", "person_transition"},
    "our reports and reviews": {
        *(
            "person_reviews",
            "review",
            "review_text",
            "review_text_file",
            "review_pdf",
            "update",
            "update_text",
            "update_text_file",
            "update_pdf",
        ),
    },
    "what we agreed with the Council": {"package", "package_document", "record_changes"},
    "when you were in hospital": {"person_hospital"},
    "who is close to you and how to reach you": {"person"},
    "our warning for visits": {"person"},
    "what you need to take part": {"person"},
    "when something big changes": {"alert"},
}
# The pages on which the keyworker does their own work: they answer us there.
ANSWERS = {
    *("review_ask", "review_acknowledge", "update_acknowledge"),
    *("alert_close", "alert_release", "alert_reopen"),
    *("person_questions", "question_new", "question_withdraw"),
    *("risk_request_new", "risk_request_withdraw", "package_age_limit", "package_age_limit_withdraw"),
    *("hospital_admit", "hospital_discharge", "hospital_override", "hospital_readmission"),
}
# What the sentence says that they do not read, and the pages of it.
DOES_NOT_READ = {
    "our other notes of your visits": {"person_visits", "visit", "visit_briefing", "package_briefing"},
    "the times of your visits": {"person_rota"},
    "your messages": {"person_messages", "comment_answer"},
    "who looked at your record": {"person_access_log"},
    "your risks": {"person_risk", "risk", "person_positive_risk", "positive_risk", "person_safety_plan"},
}


@pytest.fixture
def opened(world, cast) -> set[str]:
    """Return the names of the pages of Maya's record that her keyworker can open."""
    walker, names = Walker(cast), set()
    for address in ADDRESSES:
        if address.kind is Kind.VERB:
            continue
        path = reverse(address.name, args=address.args(world.mine))
        is_of_record = getattr(resolve(path).func, "page_class", None) in OF_A_RECORD
        if is_of_record and walker.ask("priya", "GET", path).status == 200:
            names.add(address.name)
    return names


def test_the_keyworker_opens_what_the_person_was_told_and_nothing_else(opened):
    sentence = EXPLANATIONS[RequiredAccess.KEYWORKER]
    assert [part for part in [*READS, *DOES_NOT_READ] if part not in sentence] == []
    told = set().union(*READS.values()) | ANSWERS
    assert opened - told == set(), "Tell the person in EXPLANATIONS, or ask for a permission that a keyworker lacks."
    assert told - opened == set(), "The person is told of pages that a keyworker cannot open."
    assert not opened & set().union(*DOES_NOT_READ.values())


def test_the_keyworker_is_shown_no_word_of_what_they_do_not_read(world, cast):
    """Given messages, a risk decision and visits; then none of their words is on a page that the keyworker opens."""
    record, walker = world.mine, Walker(cast)
    words = [record.answer_duty.comment.words, record.decision.wish]
    for name, pk in (("person", record.individual), ("person_plan", record.individual), ("package", record.package)):
        text = walker.ask("priya", "GET", reverse(name, args=[pk.pk])).text
        assert [each for each in words if each in text] == [], name


# What a page of the person says beside a box, and the boxes that it is beside, with what the person fills in.
CANNOT = "Your keyworker at the Council cannot"
BOXES = {
    "my_message_write": ("words",),
    "my_manager_write": ("words",),
    "my_conversation": ("words",),
    "my_comment": ("words",),
    "my_section_comment": ("words",),
    "my_goal_comment": ("words",),
    "my_visit_ask": ("wished", "words"),
    "my_review_ask": ("reason",),
    "my_decline": ("reason",),
    "my_agree": ("words",),
}
CHOSEN = {"my_visit_ask": {"kind": "move"}, "my_review_ask": {"urgency": "soon"}}


def words_in(name: str) -> str:
    return f"Words in {name}, not for the Council"


def offer_version(cast, record) -> SupportPlan:
    """Share a new version of the plan with Maya."""
    plan = start(package=record.package, by=cast.amara)
    write(plan=plan, revision=plan.revision, matters_to_me="Tea", by=cast.amara)
    return offer(plan=plan, by=cast.amara)


@pytest.fixture
def written(world, cast) -> Walker:
    """Given what Maya wrote in every box beside which her keyworker "cannot" read it."""
    record, walker = world.mine, Walker(cast)
    offer(plan=record.draft, by=cast.amara)
    addresses = {address.name: address for address in ADDRESSES}
    for name, fields in BOXES.items():
        args = addresses[name].args(record)
        if name == "my_decline":
            args = [record.draft.pk]
        if name == "my_agree":
            args = [offer_version(cast, record).pk]
        path = reverse(name, args=args)
        assert CANNOT in " ".join(walker.ask("maya", "GET", path).text.split()), name
        data = dict.fromkeys(fields, words_in(name)) | CHOSEN.get(name, {})
        assert walker.ask("maya", "POST", path, data, keep=True).status == 302, name
    return walker


def test_every_box_of_the_person_that_the_keyworker_cannot_read_is_tried(world, cast):
    walker, names = Walker(cast), set()
    for address in ADDRESSES:
        if address.kind is not Kind.VERB and address.name.startswith("my_"):
            answer = walker.ask("maya", "GET", reverse(address.name, args=address.args(world.mine)))
            if CANNOT in " ".join(answer.text.split()):
                names.add(address.name)
    assert names <= BOXES.keys()


def test_what_the_person_reads_that_the_keyworker_cannot_read_is_on_no_page_of_the_keyworker(world, cast, written):
    read, answered = [], set()
    for address in ADDRESSES:
        if address.kind is Kind.VERB:
            continue
        answer = written.ask("priya", "GET", reverse(address.name, args=address.args(world.mine)))
        answered |= {address.name} if answer.status == 200 else set()
        read += [(address.name, name) for name in BOXES if words_in(name) in answer.text]
    assert read == []
    assert {"home", "person", "person_plan", "person_reviews", "review", "package"} <= answered
    plan = SupportPlan.objects.in_force().get(package=world.mine.package)
    pdf = PdfReader(io.BytesIO(render(request_pdf(plan=plan, kind=PdfKind.FULL, by=cast.amara))))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Agreed with comments" in text
    assert words_in("my_agree") not in text, "the keyworker can open the PDF of the plan"


def test_no_source_of_the_timeline_gives_the_keyworker_such_words(world, cast, written):
    """The worker reads the same words there, of every source that has them."""
    person = world.mine.individual
    texts = {
        user: " ".join(
            f"{entry.title} {entry.body}"
            for source in SOURCES
            for entry in to_entries([source] * 2, newest([source] * 2, person, user), person.pk)
        )
        for user in (cast.amara, cast.priya)
    }
    assert [name for name in BOXES if words_in(name) not in texts[cast.amara]] == ["my_manager_write"]
    assert [name for name in BOXES if words_in(name) in texts[cast.priya]] == []
