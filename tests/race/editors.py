"""Somebody who edits over HTTP as a browser would: with cookies, forms and their tokens."""

import re
from dataclasses import dataclass
from html import unescape
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, build_opener

NAMES = ["ann", "ben", "cleo", "dev", "esme", "finn", "gwen", "hal"]
PASSWORD = "apple-pie-for-tea"


@dataclass(frozen=True)
class Answer:
    """What came back of one save; `status` is None when nothing did."""

    token: str
    status: int | None = None
    address: str = ""
    text: str = ""


class Editor:
    """A member of the wiki at `url`."""

    def __init__(self, url, name):
        self.url, self.name, self.turn = url, name, 0
        self._browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(), _StaysHere())

    def log_in(self):
        form = self._open("/accounts/login/")
        fields = {"login": self.name, "password": PASSWORD, "csrfmiddlewaretoken": _token_in(form.text)}
        answer = self._open("/accounts/login/", fields)
        assert answer.status == 302, answer.text

    def save(self, title, change=lambda body, token: body, **fields):
        """Open the form of a page, change the text, save, and return the Answer.

        `change` is called with the text and a token that is in no other save.
        """
        self.turn += 1
        token = f"{self.name}-{self.turn:03}"
        try:
            form = self._open(f"/edit/{quote(title)}")
            assert form.status == 200, f"the form of {title}: {form.status}"
            posted = {
                "csrfmiddlewaretoken": _token_in(form.text),
                "base": re.search(r'name="base"(?: value="(\d*)")?', form.text)[1] or "",
                "body": change(_body_in(form.text), token),
                "action": "save",
            }
            return self._open(f"/edit/{quote(title)}", posted | fields, token)
        except (OSError, HTTPException):  # the worker was killed
            return Answer(token)

    def ask(self, path):
        """Return the Answer to a look at an address."""
        return self._open(path)

    def send(self, path, form, **fields):
        """Post what stands in a form, an Answer that carries the token, and return the Answer."""
        return self._open(path, {"csrfmiddlewaretoken": _token_in(form.text)} | fields)

    def _open(self, path, fields=None, token=""):
        content = None if fields is None else urlencode(fields).encode()
        try:
            answer = self._browser.open(self.url + path, content, timeout=60)
        except HTTPError as other_than_200:
            answer = other_than_200
        with answer:
            return Answer(token, answer.status, answer.headers.get("Location", ""), answer.read().decode())


class _StaysHere(HTTPRedirectHandler):
    def redirect_request(self, *_):
        """Follow no redirect: that it is one, is the answer."""


def _token_in(text):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]


def _body_in(text):
    body = re.search(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL)[1]
    return unescape(body).replace("\r\n", "\n")
