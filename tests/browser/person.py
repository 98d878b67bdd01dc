"""A person at a browser: methods for what a user does on a page."""

import re

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import TimeoutError

AXE_RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}

# Page scripts see the test instant. Timers run normally.
SHIFTED_CLOCK = """{
  const shift = Math.round(%f), Machine = Date
  globalThis.Date = class extends Machine {
    constructor(...parts) { parts.length ? super(...parts) : super(Machine.now() + shift) }
    static now() { return Machine.now() + shift }
  }
}"""


class Person:
    """One signed-in person in their own browser context. Every page they open is checked with axe."""

    sign_in_checked: set[int] = set()  # the widths at which this run has checked the sign-in page

    def __init__(self, browser, url: str, width: int = 1300, height: int = 900):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, reduced_motion="reduce"
        )
        self.context.add_init_script(SHIFTED_CLOCK % (settings.CLOCK_SHIFT.total_seconds() * 1000))
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.url = url
        self.failures: list[str] = []
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, message):
        if message.type == "error" and "status of 40" not in message.text:
            self.failures.append(message.text)

    def close(self):
        self.context.close()

    def take_session(self, key: str):
        """Take over the session of a signed-in client."""
        self.context.add_cookies([{"name": "sessionid", "value": key, "url": self.url}])

    def sign_in(self, email: str, password: str):
        """Sign in on the sign-in page, which is checked once for each width."""
        self.page.goto(f"{self.url}/accounts/login/")
        width = self.page.viewport_size["width"]
        if width not in Person.sign_in_checked:
            self.check()
            Person.sign_in_checked.add(width)
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.press("Sign in")

    def go(self, path: str):
        """Open an address, and check the page."""
        self.page.goto(path if path.startswith("http") else self.url + path)
        self.check()

    def check(self):
        """Check for accessibility violations, script errors and sideways scrolling, once the styles are loaded."""
        self.page.wait_for_load_state()
        # Further down, something always scrolls away under what stays in view.
        self.page.evaluate("scrollTo(0, 0)")
        violations = Axe().run(self.page, options=AXE_RULES).response["violations"]
        messages = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations]
        assert not messages, f"{self.page.url}: {messages}"
        assert not self.failures, f"{self.page.url}: {self.failures}"
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{self.page.url} scrolls sideways by {wider} px"

    def press(self, name: str, exact: bool = True):
        """Press the button or follow the link of that name; further words for screen readers may follow a colon."""
        button, link = (
            self.page.get_by_role(role, name=name, exact=exact).or_(
                self.page.get_by_role(role, name=re.compile(rf"^\s*{re.escape(name)}\s*:"))
            )
            for role in ("button", "link")
        )
        try:
            button.or_(link).first.wait_for()
        except TimeoutError as error:
            words = self.page.inner_text("body")
            raise AssertionError(f"{self.page.url} has no button or link {name!r}:\n{words}") from error
        target = button.first if button.count() else link.first
        target.click()
        self.check()

    def fill(self, label: str, text: str):
        self.page.get_by_label(re.compile(r"^\s*" + re.escape(label))).first.fill(text)

    def fill_day(self, legend: str, day):
        """The three boxes of a date."""
        group = self.page.get_by_role("group", name=re.compile("^" + re.escape(legend)))
        for part in ("day", "month", "year"):
            group.get_by_label(part.capitalize()).fill(str(getattr(day, part)))

    def choose(self, name: str, within: str = ""):
        """Tick a radio or checkbox by its label, within a group if named."""
        scope = self.page.get_by_role("group", name=re.compile("^" + re.escape(within))) if within else self.page
        scope.get_by_label(name, exact=True).first.check()

    def select(self, label: str, option: str):
        self.page.get_by_label(re.compile(r"^\s*" + re.escape(label))).first.select_option(label=option)

    def sees(self, *texts: str):
        body = self.text()
        for text in texts:
            assert text in body, f"“{text}” is not on {self.page.url}:\n{body[:3000]}"

    def sees_not(self, *texts: str):
        body = self.text()
        for text in texts:
            assert text not in body, f"“{text}” is on {self.page.url}"

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def picture(self, path):
        self.page.screenshot(path=path, full_page=True)
