"""The tools behind `make check` and `make setup`: each must be able to go red."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def tool(name: str):
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_word_that_the_glossary_put_aside_is_found(tmp_path):
    glossary = tool("glossary")
    words = glossary.put_aside("| 审限 | trial limit | `deadline`, `time limit` | note |\n| a | b | c | d |")
    assert words == {"deadline": "trial limit (审限)", "time limit": "trial limit (审限)"}
    glossary.ROOT = tmp_path
    code = tmp_path / "code.py"
    code.write_text("# the Deadline of a case\nsuit_deadline = 1\ndeadlines = 2\n", "utf-8")
    assert list(glossary.misuses(code, words)) == ["code.py:1: 'deadline' -> trial limit (审限)"]


def test_the_glossary_itself_puts_words_aside():
    words = tool("glossary").put_aside((ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert {"deadline", "collegiate", "lawsuit"} <= words.keys()


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color: red">',
        '<a onclick="x()">',
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "{{ name|safe }}",
        "{{ name | safe }}",
        "{% autoescape off %}",
        '<img src="https://elsewhere.example/x.png">',
        '<a href="javascript:void(0)">',
    ],
)
def test_a_template_that_the_browser_would_refuse_is_found(tmp_path, line):
    templates = tool("templates")
    templates.ROOT = tmp_path
    page = tmp_path / "page.html"
    page.write_text(f"<h1>标题</h1>\n{line}\n", "utf-8")
    (found,) = templates.misuses(page)
    assert found.startswith("page.html:2: ")


def test_a_plain_template_passes(tmp_path):
    templates = tool("templates")
    page = tmp_path / "page.html"
    page.write_text('<script src="{% static "kit/app.js" %}" type="module"></script>{{ name|safestring_like }}', "utf-8")
    assert list(templates.misuses(page)) == []


def test_a_long_file_and_a_long_function_are_found(tmp_path):
    sizes = tool("sizes")
    sizes.ROOT = tmp_path
    code = tmp_path / "code.py"
    code.write_text("def long():\n" + "    x = 1\n" * 50 + "y = 2\n" * 460, "utf-8")
    assert list(sizes.too_long(code)) == ["code.py: 511 lines", "code.py:1: long has 51 lines"]


def test_every_package_is_pinned_by_version_and_hash_and_names_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^([a-z0-9][a-z0-9.-]*(?:\[[^]]*\])?)==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
        lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert len(pins) == len(lines)
        assert "://" not in text
    assert "resolved" not in (ROOT / "package-lock.json").read_text("utf-8")


def test_every_package_we_name_is_among_the_pins_and_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text("utf-8").lower()
    pins = (ROOT / "requirements.txt").read_text("utf-8").lower()
    for wanted in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9-]+", wanted)[0].lower()
        assert re.search(rf"^{name}(\[.*\])?==", pins, re.MULTILINE), name
        assert name in reasons, name


def test_run_and_test_install_the_same_versions():
    def versions(name):
        return dict(re.findall(r"^([a-z0-9.-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    run, test = versions("requirements.txt"), versions("requirements-dev.txt")
    assert {name: test.get(name) for name in run} == run


def test_make_help_names_every_target():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[0].split()
    assert [target for target in targets if not re.search(rf"^{target} - \S", said, re.MULTILINE)] == []


def test_setup_skips_what_is_done_for_the_same_inputs(tmp_path):
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        setup = tool("setup")
    finally:
        sys.path.remove(str(ROOT / "tools"))
    setup.STAMPS = tmp_path / "stamps"
    pins = tmp_path / "requirements.txt"
    pins.write_text("a==1")
    assert not setup.is_done("pins", pins)
    setup.done("pins", pins)
    assert setup.is_done("pins", pins)
    pins.write_text("a==2")
    assert not setup.is_done("pins", pins)
