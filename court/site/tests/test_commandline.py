import json
import os
import signal
import subprocess
import sys
import time

import pytest

from court.site import commandline
from court.site.supervisor import Child, Supervisor

EXAMPLES = "id,rule,input,expected,source,verified\n"
GOOD = 'A-1,case_number.format,"{input}","{expected}",案号规定,yes\n'


def examples_file(tmp_path, number: str):
    facts = {"year": 2026, "court_code": "晋08", "special": "", "type_code": "民终", "seq": 123}
    quoted = [json.dumps(each, ensure_ascii=False).replace('"', '""') for each in (facts, {"case_number": number})]
    file = tmp_path / "examples.csv"
    file.write_text(EXAMPLES + GOOD.replace("{input}", quoted[0]).replace("{expected}", quoted[1]), "utf-8")
    return str(file)


def test_examples_that_hold_close_with_the_count(tmp_path, capsys):
    assert commandline.main(["law", "examples", examples_file(tmp_path, "（2026）晋08民终123号")]) == 0
    assert capsys.readouterr().out.endswith("1 passed, 0 failed, 0 disputed\n")


def test_an_example_that_fails_is_shown_and_the_exit_code_says_so(tmp_path, capsys):
    assert commandline.main(["law", "examples", examples_file(tmp_path, "（2026）晋08民终124号")]) == 1
    out = capsys.readouterr().out
    assert "FAILED A-1 case_number.format" in out
    assert "（2026）晋08民终123号" in out
    assert out.endswith("0 passed, 1 failed, 0 disputed\n")


def test_a_disputed_row_needs_its_argument(tmp_path, capsys):
    wrong, disputed = examples_file(tmp_path, "（2026）晋08民终124号"), tmp_path / "disputed.csv"
    disputed.write_text("id,argument\nA-1,案号顺序号为123\n", "utf-8")
    assert commandline.main(["law", "examples", wrong, "--disputed", str(disputed)]) == 0
    assert "0 passed, 0 failed, 1 disputed" in capsys.readouterr().out
    disputed.write_text("id,argument\nA-1,\n", "utf-8")
    assert commandline.main(["law", "examples", wrong, "--disputed", str(disputed)]) == 2


def test_a_file_that_is_not_there_is_a_usage_error(capsys):
    assert commandline.main(["law", "examples", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_a_rule_explains_itself_in_words_and_json(capsys):
    facts = '{"year": 2026, "court_code": "晋08", "special": "", "type_code": "民终", "seq": 1}'
    assert commandline.main(["law", "explain", "case_number.format", facts, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == {"case_number": "（2026）晋08民终1号"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["law", "explain", "no.such.rule", "{}"], 2),
        (["law", "explain", "case_number.format", "{"], 2),
        (["law", "explain", "case_number.format", '{"unknown": 1}'], 3),
    ],
)
def test_questions_the_law_cannot_answer_have_exit_codes(words, code, capsys):
    assert commandline.main(words) == code
    assert capsys.readouterr().err.strip()


def test_every_command_has_a_help_that_says_something(capsys):
    parser = commandline.build(commandline.modules([]))
    (actions,) = [action for action in parser._actions if hasattr(action, "choices") and action.choices]
    assert {"run", "serve", "work", "check", "prepare", "law", "manage"} <= set(actions.choices)
    helps = {choice.dest: choice.help for choice in actions._choices_actions}
    assert [name for name in actions.choices if not helps.get(name)] == []


def test_an_unknown_command_is_a_usage_error():
    done = subprocess.run(
        [sys.executable, "-m", "court.site.commandline", "dance"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "dance" in done.stderr


def sleeper(mark) -> list[str]:
    return [sys.executable, "-c", f"import time, pathlib; pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"]


def wait_for(condition, seconds=15.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().split(")")[1].split()[0] != "Z"


def test_stopping_leaves_no_process_behind(tmp_path):
    supervisor = Supervisor(
        [Child("a", sleeper(tmp_path / "a")), Child("b", sleeper(tmp_path / "b"))], dict(os.environ)
    )
    supervisor.start()
    assert wait_for(lambda: (tmp_path / "a").exists() and (tmp_path / "b").exists())
    pids = [child.process.pid for child in supervisor.children]
    supervisor.stop()
    assert not any(map(is_alive, pids))
    supervisor.stop()


def test_a_process_that_fell_is_started_again(tmp_path):
    child = Child("a", sleeper(tmp_path / "a"))
    supervisor = Supervisor([child], dict(os.environ))
    supervisor.start()
    try:
        first = child.process.pid
        assert wait_for(lambda: (tmp_path / "a").exists())
        os.kill(first, signal.SIGKILL)

        def back() -> bool:
            supervisor._tend(child)
            return child.process is not None and child.process.pid != first

        assert wait_for(back)
    finally:
        supervisor.stop()


def test_children_end_when_the_supervisor_is_killed_outright(tmp_path):
    script = (
        "import os, sys; from court.site.supervisor import Child, Supervisor; "
        f"s = Supervisor([Child('a', {sleeper(tmp_path / 'a')!r})], dict(os.environ)); s.start(); "
        "print(s.children[0].process.pid, flush=True); s.watch()"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        child = int(process.stdout.readline())
        assert wait_for(lambda: (tmp_path / "a").exists())
        process.kill()
    assert wait_for(lambda: not is_alive(child))
