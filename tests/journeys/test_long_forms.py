"""The browser shows the error of a form that is too long, and text up to 2 MB is kept."""

import pytest
from playwright.sync_api import expect

MB = 1024 * 1024
SEND = """([size, type]) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/edit/New", enctype: type });
    const field = document.createElement("input");
    field.name = "body";
    if (type === "multipart/form-data") {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(size)], "large"));
        Object.assign(field, { type: "file", files: files.files });
    } else {
        Object.assign(field, { type: "hidden", value: "x".repeat(size) });
    }
    form.append(field);
    document.body.append(form);
    form.submit();
}"""
TEXT, FILE = "application/x-www-form-urlencoded", "multipart/form-data"


def send(page, size, kind):
    """Send a form of so many bytes from the page that is open, and see what the browser shows."""
    with page.expect_navigation(timeout=60_000) as navigation:
        page.evaluate(SEND, [size, kind])
    assert navigation.value.status == 413
    expect(page.get_by_role("heading", name="Too long to save")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("The limit for a form is 2.0")


@pytest.mark.parametrize(("size", "kind"), [(3, TEXT), (20, TEXT), (3, FILE), (200, FILE)])
def test_form_that_is_too_long_shows_an_error(page, size, kind):
    page.goto("/")
    send(page, size * MB, kind)
    page.goto("/characters/")
    expect(page.get_by_role("heading", name="Characters")).to_be_visible()


def test_form_that_is_too_long_and_slow_shows_an_error(page):
    page.goto("/")
    devtools = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": MB}
    devtools.send("Network.emulateNetworkConditions", slow)
    send(page, 3 * MB, TEXT)


def test_text_of_nearly_two_megabytes_is_kept_with_an_error(log_in):
    page = log_in("maple", "/edit/Isaac_Henderson", java_script_enabled=False)
    text = "Every word of it. " * (19 * MB // 10 // 18)
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("at most 256 KB")
    assert page.get_by_label("Text", exact=True).input_value().strip() == text.strip()
