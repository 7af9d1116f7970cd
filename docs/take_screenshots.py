"""Takes the README's two pictures from a running sample: python docs/take_screenshots.py ADDRESS

Start the sample with `make demo` first; ADDRESS is http://127.0.0.1:8000 unless given. Needs
Chromium. Only the sample is pictured: nothing in it is real, and its mark is in every picture.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
TABLE = "/compare/send-staff-targets/"
MARK = "Made-up sample: nothing here is real."
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-sync".split()


def main(site: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=FLAGS,
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1500}, locale="en-GB")
        take(page, f"{site}{TABLE}", "comparison.png")
        page.goto(f"{site}{TABLE}sampleshire/")
        page.locator("main a[href^='/requests/TD-']").first.click()
        page.wait_for_url("**/requests/TD-*/")
        take(page, page.url, "request.png")
        browser.close()


def take(page: Page, address: str, name: str) -> None:
    """One picture of the top of a page; refuses a page that is not the sample's."""
    page.goto(address, wait_until="networkidle")
    if MARK not in page.inner_text("body"):
        sys.exit(f"{address} is not a page of the sample: start it with `make demo`.")
    page.screenshot(path=FOLDER / name)
    print(f"{name}: {(FOLDER / name).stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
