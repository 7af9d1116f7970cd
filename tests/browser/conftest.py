"""A real browser for the tests that look at pages: Chromium, driven by Playwright.

`page_at(width)` opens a fresh browser page; `check_page(page, url)` goes there and asserts what
must hold for every page of the site. Marked `browser`; skipped where Chromium is not installed.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 360, 1280
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PageAt = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test with a database that other threads see."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    # Playwright runs an event loop, in which Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page_at(chromium: Browser, live_server: Any) -> Iterator[PageAt]:
    """`page_at(360)` is a new page of that width, with cookies of its own."""
    contexts = []

    def open_page(width: int, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def axe(page: Page) -> list[str]:
    """Every violation that axe-core finds, as "rule: what is wrong (where)".

    It is evaluated through the debugger, so the page's own Content-Security-Policy stays on.
    """
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{violation['id']}: {violation['help']} ({node['target']}: {node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def check_page(page: Page, url: str, *, status: int = 200) -> None:
    """Goes to `url` and asserts: the status, no error in the console (a breach of the
    Content-Security-Policy is one), no sideways scrolling, no violation of WCAG 2.2 AA."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        expected = status >= 400 and f"status of {status}" in message.text
        if message.type in ("error", "warning") and not expected:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(url, wait_until="networkidle")
    assert response is not None and response.status == status, f"{url}: {response}"
    check_here(page)
    assert not said, f"{url}: {said}"
    page.remove_listener("console", listen)


def check_here(page: Page) -> None:
    """The same of the page as it now stands, for one reached by clicking."""
    page.wait_for_load_state("networkidle")  # a click may still be on its way
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{page.url}: scrolls sideways, {width[0]} > {width[1]} px"
    assert not (faults := axe(page)), f"{page.url}:\n" + "\n".join(faults)
