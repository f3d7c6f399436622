"""One person with a browser: pages are fetched, their forms read from the HTML, filled in and sent."""

import time
from dataclasses import dataclass
from typing import Any

import httpx
from lxml import html

FRESH = 200.0
WORDS = ".//*[@role='alert']|.//*[contains(@class,'notice-alarm')]|.//*[contains(@class,'field-error')]|.//main//h1"


class Ended(Exception):
    """A life can't go on; the text says at which step of the court and why."""


@dataclass
class Page:
    """An answer of the court: its address, status, and tree where it is HTML."""

    url: str
    status: int
    content: bytes
    media_type: str

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.content.decode("utf-8", "replace"))

    def form(self, *, action: str = "", field: str = "") -> html.FormElement:
        """The first form whose address contains `action` and that asks for `field`. Ended where there is none."""
        for form in self.tree.forms:
            if action in (form.action or self.url) and (not field or field in form.fields) and form.method == "POST":
                return form
        raise Ended(f"页面{self._where()}上没有所需的表单{action or field}：{self.said()}")

    def own(self) -> html.FormElement:
        """The last form without an address of its own: the one that the page is for. Ended where there is none."""
        forms = [form for form in self.tree.forms if form.method == "POST" and not form.get("action")]
        if not forms:
            raise Ended(f"页面{self._where()}上没有可以提交的表单：{self.said()}")
        return forms[-1]

    def links(self, part: str) -> list[str]:
        return [str(a.get("href")) for a in self.tree.iter("a") if part in (a.get("href") or "")]

    def said(self) -> str:
        """What the page tells of a refusal, short."""
        if "html" not in self.media_type:
            return self.content[:200].decode("utf-8", "replace")
        found = ["".join(one.itertext()).split() for one in self.tree.xpath(WORDS)]
        return "；".join(dict.fromkeys("".join(words) for words in found if words))[:400]

    def _where(self) -> str:
        return httpx.URL(self.url).path


class Visitor:
    """A signed-in person. Enters anew by the demo's door when the second factor grows old."""

    def __init__(self, base: str, account: int):
        self.account, self._entered = account, float("-inf")
        self.client = httpx.Client(base_url=base, follow_redirects=True, timeout=120, trust_env=False)
        self.count = 0

    def close(self) -> None:
        self.client.close()

    def get(self, address: str) -> Page:
        self._enter()
        return self._answer(self.client.get(address))

    def send(self, page: Page, form: html.FormElement, values: dict[str, Any] | None = None,
             files: list[tuple] | None = None) -> Page:
        """Fill a form in and send it: what it already holds stays, `values` come over it (a list for many)."""
        self._enter()
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        data.update({name: value if isinstance(value, list) else [str(value)] for name, value in (values or {}).items()})
        address = str(httpx.URL(page.url).join(form.get("action") or page.url))
        return self._answer(self.client.post(address, data=data, files=files))

    def fill(self, address: str, values: dict[str, Any] | None = None, *, action: str = "", field: str = "",
             files: list[tuple] | None = None) -> Page:
        """Open a page and send one of its forms."""
        page = self.get(address)
        return self.send(page, page.form(action=action, field=field), values, files)

    def _enter(self) -> None:
        if time.monotonic() - self._entered < FRESH:
            return
        page = self._answer(self.client.get("/enter/"))
        token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
        answer = self.client.post(f"/enter/{self.account}/", data={"csrfmiddlewaretoken": token})
        if answer.status_code >= 400:
            raise Ended(f"无法以该人员身份进入（{answer.status_code}）")
        self._entered = time.monotonic()

    def _answer(self, got: httpx.Response) -> Page:
        self.count += 1
        page = Page(str(got.url), got.status_code, got.content, got.headers.get("content-type", ""))
        if got.status_code >= 400:
            raise Ended(f"{got.request.method} {got.url.path} 返回{got.status_code}：{page.said()}")
        return page
