"""The key nodes of an enforcement case (执行节点), each tied to its clock: a proposed list that a court may change.

The Supreme People's Court speaks of 37 key nodes; no text of the list was found, so this one is configuration.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from law.answer import Answer, Step
from law.enforcement.clocks import DATA
from law.instruments import cite
from law.registry import rule
from law.rows import table

FILE = Path(__file__).parent.parent / "data" / "enforcement-nodes.csv"


@dataclass(frozen=True)
class Node:
    """One node: `clock` is a key of the enforcement rows (or empty), `after` the event from which it runs."""

    seq: int
    key: str
    label: str
    clock: str
    after: str
    mark: str

    def length(self) -> str | None:
        """The clock's length as the texts write it, such as "7日"."""
        return table(DATA)[self.clock][-1].value if self.clock else None


@cache
def nodes() -> tuple[Node, ...]:
    """The proposed nodes in their order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Node(int(row["seq"]), row["key"], row["label"], row["clock"], row["after"], row["mark"])
            for row in csv.DictReader(lines)
        )


@rule("enf.nodes")
def node_list() -> Answer:
    """The nodes with their lengths. {"nodes": [{"key", "label", "length"}]}."""
    listed = [{"key": node.key, "label": node.label, "length": node.length()} for node in nodes()]
    return Answer({"nodes": listed}, [Step("全国37个节点清单未见公开文本，所列节点为本院配置", cite("NODES"))])
