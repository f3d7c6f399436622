"""Learning from labelled papers and the model's file: what it finds, what it refuses, what it doesn't hold."""

import io
import json
import zipfile

import numpy as np
import pytest

from court.kit.refusal import Refused
from court.site import commandline
from court.work.elements.learned import figures, model, training
from court.work.elements.rules import engine

NAMES = "赵钱孙李周吴郑王冯陈褚卫"


def labelled(many: int = 12) -> list[dict]:
    """Invented papers in which one code follows a word that no rule knows."""
    cases = []
    for place in range(many):
        name = NAMES[place % len(NAMES)]
        said = [("LN8", f"{name}某三次登门讨账未果。"), ("LN1", f"{name}某把账单卖给了乙公司。"), ("", f"{name}某住在城东第{place}巷。")]
        said += [("LN8", f"出借人又登门讨账{place}回。"), ("", "双方系同乡。"), ("LN1", "账单卖给了别人。")]
        cases.append({"id": f"c{place}", "domain": "loan",
                      "sentences": [{"t": text, "e": [code] if code else []} for code, text in said]})  # fmt: skip
    return cases


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "papers.jsonl"
    made.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in labelled()), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def content() -> bytes:
    cases = [figures._case(one, 1) for one in labelled()]
    return model.dump(training.learn(cases), {"cases": len(cases)})


def test_what_labels_teach_is_found_in_papers_not_seen_before(content):
    found = model.load(content).find("loan", ["韩某登门讨账。", "韩某种了一棵树。", "账单卖给了丙公司。"])
    assert ["LN8" in found[0], "LN8" in found[1], "LN1" in found[2]] == [True, False, True]


def test_folds_are_drawn_by_case_and_every_case_is_judged_once():
    cases = [figures._case(one, 1) for one in labelled()]
    judged = training.judge(cases)
    table = judged.table(["LN1", "LN8"])
    assert len(judged.hits) == len(cases) and figures.macro(table) > 0.8
    low, high = figures.interval(table)
    assert 0 <= low <= figures.macro(table) <= high <= 1


def test_a_domain_without_a_model_and_a_rare_code_are_left_to_the_rules(content):
    found = model.load(content).find("divorce", ["婚生子由被告抚养。"])
    assert found == engine.find("divorce", ["婚生子由被告抚养。"])
    assert "LN7" in model.load(content).find("loan", ["被告承担连带清偿责任。"])[0]


def test_the_file_holds_numbers_only_no_word_and_no_name(content):
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        everything = b"".join(pack.read(name) for name in pack.namelist())
    assert all(word.encode() not in everything for word in ["讨账", "账单", "赵某"])
    assert np.load(io.BytesIO(content), allow_pickle=False)["about"].dtype == np.uint8


def test_a_changed_number_is_refused(content):
    with np.load(io.BytesIO(content), allow_pickle=False) as read:
        arrays = {name: read[name].copy() for name in read.files}
    arrays["loan.coefficients"][0, 0] += 1
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    with pytest.raises(Refused, match="校验值"):
        model.load(out.getvalue())


def test_pickled_content_is_refused_and_not_run(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    out = io.BytesIO()
    np.savez(out, about=np.array([Trap()], dtype=object))
    with pytest.raises(Refused, match="不是要素识别模型"):
        model.load(out.getvalue())
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("bad", [b"", b"PK\x03\x04nothing", b"{}", b"\x93NUMPY"])
def test_what_is_no_model_is_refused_in_plain_words(bad):
    with pytest.raises(Refused, match="不是要素识别模型"):
        model.load(bad)


def test_evaluate_prints_figures_beside_the_plain_search(file, capsys):
    commandline.main(["dossier", "elements", "evaluate", str(file), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["cases"] == 12 and set(said["elements"]) == {"LN1", "LN8"}
    assert said["elements"]["LN8"]["sentences"] == 24 and said["often"] == []


def test_train_writes_a_model_and_says_how_sure_its_figures_are(file, tmp_path, capsys):
    assert commandline.main(["dossier", "elements", "train", str(file), "--out", str(tmp_path / "m.npz")]) == 0
    said = capsys.readouterr().out
    assert "95 %" in said and "five folds drawn by case" in said
    assert model.load((tmp_path / "m.npz").read_bytes()).about["cases"] == 12


def test_a_file_without_labels_is_refused_plainly(tmp_path, capsys):
    (tmp_path / "empty.jsonl").write_text('{"text": "甲"}\n')
    assert commandline.main(["dossier", "elements", "evaluate", str(tmp_path / "empty.jsonl")]) == 3
