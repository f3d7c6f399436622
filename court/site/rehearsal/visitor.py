"""One person with a browser: pages are fetched, their forms read from the HTML, filled in and sent."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from lxml import html

# Seconds after which somebody of the court enters anew, before the second factor is old; parties give none here.
FRESH, LASTING = 240.0, 1500.0
# All is plain HTTP on this machine. One context that knows no authority: to read them for each takes longer than a page.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
WORDS = ".//*[@role='alert']|.//*[contains(@class,'notice-alarm')]|.//*[contains(@class,'field-error')]|.//main//h1"


T = TypeVar("T")
# How often somebody looks again and sends anew when the case moved on under an open page.
PATIENCE = 5
MOVED = "又有新的办理"


class Ended(Exception):
    """A life can't go on; the text says at which step of the court and why."""


class Moved(Ended):
    """The case was acted on after the page was opened; nothing was lost, and the page is to be opened anew."""


def patiently(do: Callable[[], T]) -> T:
    """Do something that opens a page and sends it, again where the case moved meanwhile."""
    for _ in range(PATIENCE):
        try:
            return do()
        except Moved:
            time.sleep(0.5)
    return do()


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

    def __init__(self, base: str, account: int, *, fresh: float = FRESH):
        self.account, self.fresh, self._entered = account, fresh, float("-inf")
        self.client = httpx.Client(base_url=base, follow_redirects=True, timeout=120, trust_env=False, verify=PLAIN)
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
        data["csrfmiddlewaretoken"] = [self._token()]  # whoever entered anew since the page was opened has another
        address = str(httpx.URL(page.url).join(form.get("action") or page.url))
        return self._answer(self.client.post(address, data=data, files=files))

    def fill(self, address: str, values: dict[str, Any] | None = None, *, action: str = "", field: str = "",
             files: list[tuple] | None = None) -> Page:
        """Open a page and send one of its forms."""
        def once() -> Page:
            page = self.get(address)
            return self.send(page, page.form(action=action, field=field), values, files)

        return patiently(once)

    def _enter(self) -> None:
        if time.monotonic() - self._entered < self.fresh:
            return
        if self._entered < 0:
            self._answer(self.client.get("/sign-in/"))
        answer = self.client.post(f"/enter/{self.account}/", data={"csrfmiddlewaretoken": self._token()})
        if answer.status_code >= 400:
            raise Ended(f"无法以该人员身份进入（{answer.status_code}）")
        self._entered = time.monotonic()

    def _token(self) -> str:
        return next(value for name, value in self.client.cookies.items() if name.endswith("csrf"))

    def _answer(self, got: httpx.Response) -> Page:
        self.count += 1
        page = Page(str(got.url), got.status_code, got.content, got.headers.get("content-type", ""))
        if got.status_code >= 400:
            said = page.said()
            raise (Moved if MOVED in said else Ended)(f"{got.request.method} {got.url.path} 返回{got.status_code}：{said}")
        return page
