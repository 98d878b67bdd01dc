"""The person answers on their own pages whether somebody cares for them, and whom they care for."""

import datetime
import re

import pytest
from django.urls import reverse

from casework.models import Circumstance
from casework.services import answer_about_carers, record_circumstance
from core.errors import Refused
from core.models import Message


def test_the_person_answers_whether_they_have_a_carer_and_whether_they_are_one(cast, client):
    """Given an answer of last month; when the person answers twice today; then it ends, and the last one counts."""
    month_ago = cast.today - datetime.timedelta(days=30)
    record_circumstance(
        individual=cast.individual,
        question="has-carer",
        answer="no",
        note="The Council said so",
        from_on=month_ago,
        until_on=None,
        by=cast.amara,
    )
    client.force_login(cast.maya)
    path = reverse("own_carer", args=["has-carer"])
    assert path in client.get(reverse("own_details")).text
    (checked,) = re.findall(r"<input[^>]*checked[^>]*>", client.get(path).text)
    assert 'value="no"' in checked
    assert "Choose your answer" in client.post(path, {}).text
    for answer in ("not said", "yes"):
        assert client.post(path, {"answer": answer}).url == reverse("own_details")
    rows = Circumstance.objects.filter(individual=cast.individual, question="has-carer").order_by("from_on")
    assert list(rows.values_list("answer", "from_on", "until_on", "recorded_by")) == [
        ("no", month_ago, cast.today, cast.amara.pk),
        ("yes", cast.today, None, cast.maya.pk),
    ]
    assert Message.objects.filter(key__startswith="own-details:", to=cast.amara).exists(), "the worker hears of it"
    for question in ("employment", "nothing"):
        assert client.get(reverse("own_carer", args=[question])).status_code == 404


def test_an_answer_about_carers_ends_where_the_next_one_begins(cast):
    """Given an answer until a day, and one from then on; then the person's answer lasts until that day."""
    next_week = cast.today + datetime.timedelta(days=7)
    about = {"individual": cast.individual, "question": "is-carer", "by": cast.amara, "note": ""}
    record_circumstance(**about, answer="no", from_on=cast.starts_on, until_on=next_week)
    record_circumstance(**about, answer="yes", from_on=next_week, until_on=None)
    row = answer_about_carers(individual=cast.individual, question="is-carer", answer="yes", by=cast.maya)
    assert (row.from_on, row.until_on) == (cast.today, next_week)
    with pytest.raises(Refused, match="changed by staff"):
        answer_about_carers(individual=cast.individual, question="employment", answer="seeking", by=cast.maya)
