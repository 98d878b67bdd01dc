"""Expressions of the database that give the texts of pages."""

import datetime

import pytest
from django.db.models import DateTimeField, Value

from accounts.models import User
from core import clock
from core.sql import LondonTime


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime.datetime(2026, 9, 11, 15, 0, tzinfo=datetime.UTC), "Fri 11 Sep, 16:00"),
        (datetime.datetime(2025, 9, 12, 15, 0, tzinfo=datetime.UTC), "Fri 12 Sep 2025, 16:00"),
        (datetime.datetime(2025, 12, 31, 23, 30, tzinfo=datetime.UTC), "Wed 31 Dec 2025, 23:30"),
    ],
)
def test_an_instant_of_another_year_says_so(cast, instant, text):
    with clock.frozen_at(datetime.datetime(2026, 11, 18, 10, 0, tzinfo=datetime.UTC)):
        rows = User.objects.filter(pk=cast.ben.pk).annotate(text=LondonTime(Value(instant, DateTimeField())))
        assert rows.get().text == text
