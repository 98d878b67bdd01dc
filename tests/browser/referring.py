"""Writing a referral in the browser, part by part."""

from tests.files import PDF


def start_referral(person, contract, *, name, source, strand, start) -> None:
    """Fill in the first page, which leads to the task list."""
    person.press(f"Refer someone to {contract}")
    person.fill("Full name", name)
    person.select("Referred by", source)
    person.select("Kind of support", strand)
    person.fill_day("Planned start", start)
    person.press("Save and continue")
    person.sees("Before you send", "Not ready to send")


def answer_eligibility(person, area) -> None:
    person.press("Eligibility")
    person.choose("Yes", within=f"Ordinarily resident in {area}")
    person.choose("Yes", within="Receives mental health services")
    person.choose("Maintaining a habitable home")
    person.choose("Developing and keeping family or other personal relationships")
    person.choose("Yes", within="Is there a significant impact on their wellbeing?")
    person.press("Save and continue")


def answer_support(person, *, needs, outcomes, end_point) -> None:
    person.press("What support is for")
    person.fill("Needs, as set out", needs)
    person.fill("Outcomes requested", outcomes)
    person.fill("Agreed end point", end_point)
    person.press("Save and continue")


def answer_situation(person) -> None:
    """The person knows and agrees; no hospital, interpreter, carer or risk."""
    for part, answers in (
        (
            "Does the person know and agree?",
            {"Does the person know about this referral?": "Yes", "Do they agree to it?": "Yes"},
        ),
        ("Health and hospital", {"Is the person in hospital now?": "No"}),
        ("Communication", {"Does the person need an interpreter?": "No"}),
        (
            "Unpaid carer",
            {"Does someone care for the person unpaid?": "No", "Does the person care for someone unpaid?": "No"},
        ),
        ("Risk to staff", {"Are any risks known to staff who visit?": "None known"}),
    ):
        person.press(part)
        for question, answer in answers.items():
            person.choose(answer, within=question)
        person.press("Save and continue")


def attach(person, kind, name, link="Documents") -> None:
    """Attach a document, from the task list or by the link of that name."""
    person.press(link)
    person.choose(kind)
    person.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": PDF}
    )
    person.press("Attach")
    person.sees("Document attached")


def send_referral(person, *expected) -> None:
    person.press("Check and send")
    person.sees("Check your answers", *expected)
    person.press("Send the referral")
    person.sees("Referral sent", "What happens next")
