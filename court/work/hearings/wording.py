"""The record as plain text (what the clerk types) and as rows (what is kept); and the blocks to begin from."""
import re

from court.work.hearings.models import Hearing

SPEAKERS = ("审判长", "审判员", "人民陪审员", "法官助理", "法官", "书记员", "原告", "被告", "第三人", "反诉原告", "反诉被告",
            "证人", "鉴定人", "翻译", "调解员")
SHORT = {"审": "审判员", "书": "书记员", "原": "原告", "被": "被告", "三": "第三人", "原代": "原告代理人", "被代": "被告代理人"}
_LINE = re.compile(r"^\s*([^：:，。；！？\s]{1,30})\s*[：:]\s*(.*)$")


def parse(text: str, names: tuple[str, ...] = ()) -> list[dict]:
    """Rows of a text: a line that begins with a speaker and a colon begins a row; other lines go on with it.

    names  of those present, who may be written instead of their role
    """
    rows: list[dict] = []
    for line in text.replace("\r", "").split("\n"):
        found = _LINE.match(line)
        if found and (who := _speaker(found[1], names)):
            rows.append({"who": who, "text": found[2].strip()})
        elif line.strip() and rows:
            rows[-1]["text"] = f"{rows[-1]['text']}\n{line.strip()}".strip()
        elif line.strip():
            rows.append({"who": "", "text": line.strip()})
    return rows


def _speaker(word: str, names: tuple[str, ...]) -> str:
    if word in SHORT:
        return SHORT[word]
    return word if word.startswith(SPEAKERS) or word in names else ""


def show(rows: list[dict]) -> str:
    """The text of rows, as it is typed."""
    return "\n".join(f"{row['who']}：{row['text']}" if row["who"] else row["text"] for row in rows)


BLOCKS = {
    "identity": ("查明身份", """书记员：现在查明当事人和诉讼代理人到庭情况，宣布法庭纪律：未经许可不得录音、录像、摄影，不得随意走动，不得鼓掌、喧哗。
审判员：现在核对当事人身份。原告陈述姓名、性别、出生日期、民族、住址、职业。
原告：
审判员：被告陈述身份情况。
被告：
审判员：各方当事人对对方出庭人员的身份有无异议？
原告：无异议。
被告：无异议。
审判员：经核对，各方当事人及其诉讼代理人符合法律规定，可以参加诉讼。"""),
    "rights": ("权利义务告知", """审判员：依照《中华人民共和国民事诉讼法》第一百四十条的规定，{court}今天{public}开庭审理{matter}一案，由{bench}。
审判员：当事人享有申请回避、提供新的证据、进行辩论、请求调解、最后陈述等诉讼权利；应当依法行使诉讼权利，遵守诉讼秩序，如实陈述。虚假陈述、提供虚假证据的，将承担相应的法律责任。
审判员：原告是否听清，是否申请回避？
原告：听清，不申请回避。
审判员：被告是否听清，是否申请回避？
被告：听清，不申请回避。"""),
    "claims": ("法庭调查", """审判员：现在进行法庭调查。原告陈述诉讼请求、事实和理由。
原告：
审判员：被告答辩。
被告：
审判员：根据各方陈述，本案争议焦点归纳为：一、……。各方有无异议或者补充？
原告：无异议。
被告：无异议。"""),
    "evidence": ("举证质证", """审判员：现在由原告举证，说明证据名称、来源和证明目的。
原告：
审判员：被告质证，就真实性、合法性、关联性发表意见。
被告：
审判员：被告举证。
被告：
审判员：原告质证。
原告：
审判员：各方有无新的证据，有无需要向对方发问的问题？
原告：没有。
被告：没有。
审判员：法庭调查结束。"""),
    "debate": ("法庭辩论", """审判员：现在进行法庭辩论。原告发表辩论意见。
原告：
审判员：被告发表辩论意见。
被告：
审判员：各方有无新的辩论意见？
原告：没有。
被告：没有。
审判员：法庭辩论结束。"""),
    "mediation": ("征询调解", """审判员：依照法律规定，可以在判决前进行调解。原告是否同意调解？
原告：
审判员：被告是否同意调解？
被告：
审判员："""),
    "last": ("最后陈述", """审判员：依照《中华人民共和国民事诉讼法》第一百四十四条的规定，由当事人最后陈述。
原告：
被告：
审判员：今天的庭审到此结束，请当事人核对笔录，认为记录有遗漏或者差错的，可以申请补正；核对无误后签名。现在闭庭。"""),
}


def block(key: str, hearing: Hearing, bench: str) -> str:
    """A block filled from the case; an unknown key gives nothing."""
    if key not in BLOCKS:
        return ""
    case = hearing.case
    public = "公开" if hearing.is_public else "不公开"
    text = BLOCKS[key][1]
    for name, value in {"court": case.court.name, "public": public, "matter": case.title, "bench": bench}.items():
        text = text.replace("{" + name + "}", value)
    return text
