"""python -m bench viewer: a dossier of 2,000 pages in a real browser – time to the first page, to turn, to search.

The court is served as it is (gunicorn, two workers) from a folder of its own; the browser is Chromium on the same machine,
so the network costs nothing and the processors are shared. Cold: no picture was ever drawn; warm: read before.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from bench import report
from court.site.rehearsal import place

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"first_page_ms": 1500, "turn_ahead_ms": 100, "search_ms": 200, "outline_kb": 150}
SEARCHES = ("借款", "合同 利息", "“原告被告”", "没有这样的文字")
# In the page: when the leaf at a place shows its picture, drawn on the screen.
SHOWN = """([document, page]) => {
  const leaf = window.document.querySelector(`figure.leaf[data-document="${document}"][data-page="${page}"] .sheet img`);
  return Boolean(leaf && leaf.complete && leaf.naturalWidth);
}"""
TURN = """async ([key, document, page]) => {
  const shown = () => {
    const leaf = window.document.querySelector(`figure.leaf[data-document="${document}"][data-page="${page}"] .sheet img`);
    return leaf && leaf.complete && leaf.naturalWidth;
  };
  const start = performance.now();
  if (key) window.document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  else window.document.getElementById("viewer").viewer.goTo(document, page);
  while (!shown()) {
    if (performance.now() - start > 15000) return -1;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return performance.now() - start;
}"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench viewer", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    found = measure(given.pages, given.turns)
    print(json.dumps(found, ensure_ascii=False, indent=1) if given.json else as_text(found))
    return 0 if found["kept"] else 1


def measure(pages: int, turns: int, browser=None, like: Path | None = None) -> dict:
    """The figures; `browser`: one that is open already; `like`: the home of a court that is prepared already."""
    with tempfile.TemporaryDirectory(prefix="court-viewer-") as folder:
        port = place.free_port()
        settings = place.environment(Path(folder), port) | {"PYTHONPATH": str(ROOT)}
        if like:
            shutil.copytree(like, folder, dirs_exist_ok=True)
        place.prepare(settings)
        built = subprocess.run([sys.executable, "-m", "bench.viewer_dossier", str(pages)], env=settings, check=True,
                               capture_output=True, text=True)  # fmt: skip
        facts = json.loads(built.stdout.splitlines()[-1])
        with served(settings, port) as address, nullcontext(browser) if browser else chromium() as opened:
            found = looked_at(opened, address, facts, turns)
    return {"machine": report.machine(), "pages": pages, "papers": len(facts["papers"]), **found,
            "kept": all(found[name] <= most for name, most in LIMITS.items())}  # fmt: skip


@contextmanager
def served(settings: dict[str, str], port: int) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(place.court("serve", "--bind", f"127.0.0.1:{port}"), env=settings, cwd=ROOT)
    try:
        for _ in range(200):
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/health/live", timeout=2)
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(15)


@contextmanager
def chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


def looked_at(browser, address: str, facts: dict, turns: int) -> dict:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    try:
        context.add_cookies([{"name": facts["cookie"], "value": facts["session"], "url": address}])
        return _measured(context, f"{address}/staff/cases/{facts['case']}/read/", facts, turns)
    finally:
        context.close()


def _measured(context, where: str, facts: dict, turns: int) -> dict:
    big, pages = facts["papers"][0]
    page = context.new_page()
    for _ in range(6):  # both workers of the server have answered before, and the browser has what every page needs
        page.goto(where.split("/staff/")[0] + "/staff/")
    opened = [_opened(context, f"{where}?at={big}:{number}", big, number) for number in (1, pages // 2, pages)]
    again = [_opened(context, f"{where}?at={big}:{number}", big, number) for number in (1, pages // 2, pages)]
    page.goto(f"{where}?at={big}:2")
    page.wait_for_function(SHOWN, arg=[str(big), 2])
    page.wait_for_timeout(1500)
    ahead = []
    for number in range(3, min(3 + turns, pages)):
        ahead.append(page.evaluate(TURN, ["ArrowRight", str(big), number]))
        page.wait_for_timeout(400)  # a reader who turns more than two pages a second
    step = max(1, (pages - 200) // turns)
    jumps = []
    for number in [*range(min(150, pages - 1), pages, step)][:turns]:
        jumps.append(page.evaluate(TURN, ["", str(big), number]))
        page.wait_for_timeout(400)
    page.wait_for_timeout(1000)
    outline = page.evaluate("""async (where) => {
      const start = performance.now();
      const answer = await fetch(where + "outline.json", { headers: { Accept: "application/json" } });
      await answer.arrayBuffer();
      const entry = performance.getEntriesByName(new URL(where + "outline.json", location).href).at(-1);
      return [performance.now() - start, entry ? entry.encodedBodySize : 0];
    }""", where)  # fmt: skip
    searches = [_searched(page, where, words) for words in SEARCHES for _ in range(5)]
    return {
        "first_page_cold_ms": _round(opened), "first_page_ms": round(max(again)), "first_page_warm_ms": _round(again),
        "turn_ahead_ms": _percentile(ahead, 95), "turn_ahead_median_ms": _percentile(ahead, 50),
        "jump_cold_ms": _percentile(jumps, 95), "jump_cold_median_ms": _percentile(jumps, 50), "turns": len(ahead), "jumps": len(jumps),
        "search_ms": _percentile(searches, 95), "search_median_ms": _percentile(searches, 50),
        "outline_ms": round(outline[0]), "outline_kb": round(outline[1] / 1000, 1),
    }  # fmt: skip


def _opened(context, where: str, document: int, number: int) -> float:
    """From asking for the address to the picture of the page on the screen, in a window of its own."""
    page = context.new_page()
    start = time.perf_counter()
    page.goto(where, wait_until="commit")
    page.wait_for_function(SHOWN, arg=[str(document), number], polling="raf")
    taken = (time.perf_counter() - start) * 1000
    page.close()
    return taken


def _searched(page, where: str, words: str) -> float:
    return page.evaluate("""async ([where, words]) => {
      const start = performance.now();
      await (await fetch(`${where}search.json?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } })).json();
      return performance.now() - start;
    }""", [where, words])  # fmt: skip


def _round(values: list[float]) -> list[int]:
    return [round(value) for value in values]


def _percentile(values: list[float], share: int) -> int:
    if not values or min(values) < 0:
        return 99_999
    if len(values) == 1:
        return round(values[0])
    return round(statistics.quantiles(values, n=100, method="inclusive")[share - 1])


def as_text(found: dict) -> str:
    rows = [
        ("first page visible, pictures never drawn (first, middle, last)", f"{found['first_page_cold_ms']} ms", ""),
        ("first page visible, read before (first, middle, last)", f"{found['first_page_warm_ms']} ms", "≤ 1,500 ms"),
        (f"turn to the next page ({found['turns']}), median / 95 %", f"{found['turn_ahead_median_ms']} / {found['turn_ahead_ms']} ms", "≤ 100 ms"),
        (f"jump to a page never drawn ({found['jumps']}), median / 95 %", f"{found['jump_cold_median_ms']} / {found['jump_cold_ms']} ms", ""),
        ("search in all words, median / 95 %", f"{found['search_median_ms']} / {found['search_ms']} ms", "≤ 200 ms"),
        ("outline", f"{found['outline_kb']} kB in {found['outline_ms']} ms", "≤ 150 kB"),
    ]  # fmt: skip
    table = "\n".join(f"| {what} | {value} | {limit} |" for what, value, limit in rows)
    return (f"{found['machine']}; load {os.getloadavg()[0]:.1f}\n{found['pages']} pages in {found['papers']} papers\n\n"
            f"| viewer | measured | limit |\n| --- | ---: | ---: |\n{table}\nkept: {'yes' if found['kept'] else 'NO'}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
