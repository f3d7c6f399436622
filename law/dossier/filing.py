"""Filing papers into a dossier: their order, place, volume and page numbers, and who may read which volume."""

from datetime import date

from law.answer import Answer, LawError, Step
from law.choices import choices, pick
from law.dossier.catalogue import MAIN, SECRET, UNNUMBERED, VOLUMES, Item, find, items, kinds, shipped, volume_by_words
from law.instruments import cite
from law.registry import rule

LAST = ("备考表", "证物袋", "卷底")


@rule("dossier.sort")
def sort(
    *, kind: str, docs: list[str], dates: dict[str, date] | None = None, catalogue: tuple[Item, ...] | None = None
) -> Answer:
    """Documents in the order of the catalogue. {"order": [names]}.

    dates      day of creation by name: unlisted documents go by it, after the listed ones and before 备考表
    catalogue  a court's own items. Raises LawError("unknown_kind"). Source: 立卷归档办法第12–14条.
    """
    places = {item: place for place, item in enumerate(items(kind, None, catalogue))}
    found = {name: find(kind, name, None, catalogue) for name in docs}

    def place(name: str) -> tuple[int, int, date]:
        item = found[name]
        made = (dates or {}).get(name, date.max)
        if item is None:
            return 1, 0, made
        return (2 if item.item in LAST else 0), places[item], made if dates else date.min

    unlisted = [name for name in docs if found[name] is None]
    steps = [Step("按归档办法规定的顺序排列", cite("ARCH", "12、13"))]
    if unlisted:
        steps.append(Step(f"{'、'.join(unlisted)}未列入目录，按形成时间排列", cite("ARCH", "14")))
    return Answer({"order": sorted(docs, key=place)}, steps)


@rule("dossier.position")
def position(*, kind: str, doc: str, volume: str | None = None, catalogue: tuple[Item, ...] | None = None) -> Answer:
    """The place of a kind of document. {"position": n} within its volume (1991 orders: one sequence for both).

    Raises LawError("unlisted_document", "unknown_kind", "unknown_volume").
    """
    found = find(kind, doc, volume, catalogue)
    if found is None:
        raise LawError("unlisted_document", f"目录未列“{doc}”，按形成时间排列，或者由本院增列。", cite("ARCH", "14"))
    return Answer({"position": found.seq}, [Step(f"“{doc}”归入第{found.seq}项“{found.item}”", cite("ARCH", "12、13"))])


@rule("dossier.volume")
def volume(*, doc: str, kind: str | None = None, catalogue: tuple[Item, ...] | None = None) -> Answer:
    """The volume of a document. {"volume": "正卷" or "副卷"}.

    kind, catalogue  where given, the catalogue's item decides. A document that nothing names must be
    placed by a person: LawError("unlisted_document"). Source: 查阅规定第5条; 副卷 from memory.
    """
    found = _item_named(doc, kind, catalogue)
    if found is not None:
        article = cite("READ", "5") if found.volume == MAIN else cite("ARCH", "12", "M")
        return Answer({"volume": found.volume}, [Step(f"“{doc}”归入{found.volume}“{found.item}”", article)])
    listed = volume_by_words(doc)
    if listed is None:
        raise LawError("unlisted_document", f"无法判断“{doc}”的卷别，请人工指定正卷或者副卷。", cite("READ", "5"))
    text = f"“{doc}”属于{listed.label}一类，归入{listed.value}"
    return Answer({"volume": listed.value}, [Step(text, listed.cite())])


def _item_named(doc: str, kind: str | None, catalogue: tuple[Item, ...] | None) -> Item | None:
    """The item of that very name; where a catalogue is asked for, the item like it unless words say 副卷."""
    if kind is None and catalogue is None:
        return next((item for item in shipped() if item.item == doc), None)
    named = kind or next(iter(kinds(catalogue)))
    found, by_words = find(named, doc, None, catalogue), volume_by_words(doc)
    if found is None or found.item == doc or by_words is None:
        return found
    return None if by_words.value == SECRET and found.volume == MAIN else found


@rule("dossier.paged")
def paged(*, parts: list[str]) -> Answer:
    """The parts whose sheets get page numbers. {"numbered": [names]}: all but cover, catalogue, remarks and back."""
    numbered = [part for part in parts if part not in UNNUMBERED and part not in ("封面", "目录", "封底")]
    text = "除卷宗封面、卷内目录、备考表、卷底外，在材料正面右上角逐页编号"
    return Answer({"numbered": numbered}, [Step(text, cite("ARCH", "17"))])


@rule("dossier.read_allowed")
def read_allowed(*, who: str, volume: str, stage: str = "", leave: bool = True) -> Answer:
    """Whether somebody may read a volume. {"allowed": bool}.

    who    诉讼代理人, 当事人, 辩护律师, 其他辩护人, 社会公众, or people of the court such as 承办法官
    stage  before or after closing makes no difference to those who may read (READ 1)
    leave  a defender who is no lawyer has the court's leave
    Raises LawError("unknown_reader", "unknown_volume"). Source: 查阅规定第1、5、10条; 律师法第34条.
    """
    if volume not in VOLUMES:
        raise LawError("unknown_volume", f"不认识的卷别“{volume}”，请选择正卷或者副卷。")
    found = pick(who, choices("dossier-choices", "reader"), "unknown_reader", "阅卷人")
    if found.value == "inside":
        return Answer({"allowed": True}, [Step("本院办案人员因工作需要可以查阅，查阅留痕", found.cite())])
    if volume == SECRET:
        return Answer({"allowed": False}, [Step("副卷不对外提供查阅", cite("READ", "5"))])
    if found.value == "nobody":
        return Answer({"allowed": False}, [Step("社会公众可以查阅生效裁判文书，不能查阅卷宗", cite("CPL", "159"))])
    if found.key == "defence" and "律师" not in who and not leave:
        return Answer(
            {"allowed": False}, [Step("律师以外的辩护人查阅案卷材料，应当经人民法院许可", cite("CrPL", "40"))]
        )
    return Answer({"allowed": True}, [Step(f"{found.label}可以查阅正卷材料，审理中和结案后均可", found.cite())])
