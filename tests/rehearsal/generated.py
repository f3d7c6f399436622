"""Rows in the format of real case files, in the project's own words: invented disputes told as a court tells them."""

import json
from datetime import date
from pathlib import Path
from random import Random

from court.site.demo import disputes

ON = date(2026, 3, 9)


def row(number: int, chance: Random) -> dict:
    """One civil row; every third has no findings of the court, so that something must be supplied.

    Of ten the second ends by mediation, the fourth by withdrawal, the eighth by dismissal; the fifth is of second instance.
    """
    said = disputes.invent(chance, "原告甲某", "被告乙某", ON)
    items = "".join(f"{n}、{claim}；" for n, claim in enumerate(said.claims, 1))
    made = {
        "id": f"G{number:04d}", "dataset": "generated", "source_id": str(number), "licence": "own", "kind": "民事",
        "cause": said.cause, "claims": f"原告甲某向本院提出诉讼请求：{items}事实和理由：{said.grounds}",
        "defence": f"被告乙某辩称，{said.answer}", "facts": f"经审理查明：{said.found}",
        "court_view": f"本院认为，{said.opinion}{''.join(said.order)}",
    }  # fmt: skip
    if number % 3 == 0:
        del made["facts"], made["court_view"]
    return made | _ended(number % 10, said)


def _ended(place: int, said: disputes.Dispute) -> dict[str, str]:
    """What another end than a first judgment changes in a row."""
    if place == 5:
        return {"claims": "上诉人乙某不服原审判决，上诉请求：撤销原审判决，依法改判。",
                "court_view": "本院认为，原审判决认定事实清楚，适用法律正确。判决如下：驳回上诉，维持原判。"}
    results = {2: "经本院主持调解，当事人自愿达成如下协议：" + "".join(said.settlement), 4: "裁定如下：准许原告甲某撤诉。",
               8: "裁定如下：驳回原告甲某的起诉。"}
    return {"result": results[place], "court_view": "本院认为，"} if place in results else {}


def write(file: Path, count: int, seed: int = 7) -> Path:
    """`count` civil rows among rows of other kinds and civil rows without claims, which a rehearsal must leave out."""
    chance = Random(seed)
    rows = [{"id": "X1", "kind": "刑事", "facts": "指控的事实"}, {"id": "X2", "kind": "民事", "claims": ""}]
    rows += [row(number, chance) for number in range(1, count + 1)]
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), "utf-8")
    return file
