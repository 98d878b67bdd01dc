"""People and places: the person reads what a map is and how to ask for one, before there is one."""

from django.test import Client
from django.urls import reverse


def test_a_person_without_a_map_reads_what_it_is_and_how_to_ask_for_one(cast):
    client = Client()
    client.force_login(cast.maya)
    assert reverse("my_connections") in client.get(reverse("me")).text
    page = client.get(reverse("my_connections")).text
    assert "You can make a map of the people and places" in page
    assert "Ask your worker at your next visit" in page
    assert "do you want a map taken away" not in page
