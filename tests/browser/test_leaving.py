"""After "Leave this page" nobody sees the person's pages, however fast they go back and whatever became of the request
that signs out.
"""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.cast import assemble

WEATHER = "https://www.bbc.co.uk/weather"
ROUNDS = 3
# Writes to the console when a heading of a page is drawn, at once or in a later frame.
WATCH = """addEventListener("DOMContentLoaded", () => {
  const look = () => {
    const heading = document.querySelector("h1")
    if (heading && heading.checkVisibility()) console.log("drawn " + location.pathname)
    else requestAnimationFrame(look)
  }
  look()
})"""
# The requests that the page sends while it is left do not reach the server.
LOSE = """{
  navigator.sendBeacon = () => true
  const fetch = window.fetch
  window.fetch = (address, options) => options?.keepalive ? Promise.reject(new Error("lost")) : fetch(address, options)
}"""


def go_back(page, _):
    page.go_back(wait_until="commit")
    return page


def open_again(page, url: str):
    page.goto(f"{url}/me/", wait_until="commit")
    return page


def open_in_another_window(page, url: str):
    other = page.context.new_page()
    other.goto(f"{url}/me/", wait_until="commit")
    return other


class Phone(Person):
    """Maya's phone, signed in. `drawn` are the pages whose heading was drawn."""

    def __init__(self, browser, url: str, user, *, loses_requests: bool):
        super().__init__(browser, url, width=320, height=720)
        self.drawn: list[str] = []
        self.context.on("console", lambda message: self.drawn.append(message.text))
        self.context.add_init_script(WATCH)
        if loses_requests:
            self.context.add_init_script(LOSE)
        self.context.route(f"{WEATHER}**", lambda route: route.fulfill(content_type="text/html", body="<h1>Rain</h1>"))
        client = Client()
        client.force_login(user)
        self.take_session(client.session.session_key)

    def leave(self):
        """Read two pages and leave. Nothing of them is drawn from now on."""
        self.page.goto(f"{self.url}/me/")
        self.page.goto(f"{self.url}/me/messages/")
        expect(self.page.locator("h1")).to_have_text("Messages")
        self.page.get_by_role("button", name="Leave this page").click()
        self.page.wait_for_url(WEATHER, wait_until="commit")
        self.drawn.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("loses_requests", [False, True], ids=["sent", "lost"])
def test_no_page_of_the_person_is_drawn_after_leaving(browser, live_server, loses_requests):
    cast = assemble()
    for way_back in ROUNDS * [go_back, open_again, open_in_another_window]:
        phone = Phone(browser, live_server.url, cast.maya, loses_requests=loses_requests)
        phone.leave()
        page = way_back(phone.page, live_server.url)
        page.wait_for_url("**/accounts/login/**")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not [line for line in phone.drawn if "/me/" in line], way_back
        assert not Session.objects.exists(), "signed out on the server, too"
        phone.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_without_a_connection_going_back_leads_away_again(browser, live_server):
    cast = assemble()
    phone = Phone(browser, live_server.url, cast.maya, loses_requests=True)
    phone.context.route("**/leave/", lambda route: route.abort())
    phone.leave()
    go_back(phone.page, live_server.url)
    phone.page.wait_for_url(WEATHER)
    assert "drawn /me/" not in phone.drawn
    assert Session.objects.exists(), "not signed out yet"
    phone.context.unroute("**/leave/")
    open_again(phone.page, live_server.url).wait_for_url("**/accounts/login/**")
    assert "drawn /me/" not in phone.drawn
    assert not Session.objects.exists()
    phone.close()
