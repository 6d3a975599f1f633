"""Creates the pictures of the README: `make screenshots`."""

import base64
import sys
from functools import partial
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests import machine
from tests.journeys.test_edit import sign_up
from tests.served import CHROMIUM_OPTIONS, ROOT, Server

PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "apple-pie-for-tea"
EDITS = [
    ("first-editor", "Truham", "See also [[Higgs]]."),
    ("second-editor", "Higgs", "See also [[Truham]]."),
    ("third-editor", "Mr Farouk", "See also [[Mr Ajayi]]."),
]


def main():
    """Load a wiki of its own, let people edit it, and take the pictures."""
    if not machine.find_chromium():
        sys.exit("Screenshots need Chromium (apt install chromium).")
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="hswiki-screenshots-") as folder, Server(folder).serving() as wiki:
        wiki.run("createsuperuser", "--noinput", **account("keeper"))
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=machine.find_chromium(), args=CHROMIUM_OPTIONS
            )
            take_pictures(partial(open_page, chromium, wiki.url))


def account(name):
    """Return what `createsuperuser` asks the environment for."""
    answers = {"USERNAME": name, "EMAIL": f"{name}@example.org", "PASSWORD": PASSWORD}
    return {f"DJANGO_SUPERUSER_{question}": answer for question, answer in answers.items()}


def open_page(chromium, url, width=1280, height=800, scheme="light"):
    context = chromium.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        device_scale_factor=1.5,
        color_scheme=scheme,
        locale="en-GB",
    )
    return context.new_page()


def take_pictures(browse):
    for scheme in ("light", "dark"):
        page = browse(scheme=scheme)
        page.goto("/")
        take(page, f"home-{scheme}")
    for point in ("s1e1", "s2e1"):
        page = browse(width=390, height=1200)
        say_watched(page, point)
        page.goto("/wiki/Charlie_Spring")
        take(page, f"character-{point}")
    page = browse(height=1100)
    say_watched(page, "all")
    page.goto("/history/Heartstopper_season_2")
    page.get_by_role("link", name="Changes").first.click()
    take(page, "changes")
    for edit in EDITS:
        add_words(browse(), *edit)
    page = browse(width=1440)
    log_in_to_the_admin(page)
    page.get_by_role("link", name="Revisions", exact=True).first.click()
    take(page, "admin")


def say_watched(page, point):
    """Say how far this reader has watched."""
    page.request.post("/progress", form={"show": "heartstopper", "through": point})


def add_words(page, name, title, words):
    sign_up(page, name, f"/edit/{title.replace(' ', '_')}")
    text = page.get_by_label("Text", exact=True)
    text.fill(f"{text.input_value()}\n\n{words}")
    page.get_by_role("button", name="Save").click()


def log_in_to_the_admin(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("keeper")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def take(page, name):
    """Write what the page shows; loaded again, so that its font is surely there."""
    page.reload(wait_until="networkidle")
    chromium = page.context.new_cdp_session(page)
    picture = chromium.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    file = PICTURES / f"{name}.webp"
    file.write_bytes(base64.b64decode(picture["data"]))
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
