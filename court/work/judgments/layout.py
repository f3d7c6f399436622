"""The facts of the printed paper: heading, parties, paragraphs in order, tail, signatures."""
from court.kit.days import formal
from court.spine.cases.models import Case, Handler, Party, Representative
from court.work.judgments.kinds import ARTICLES, KINDS
from court.work.judgments.models import Paper
from law import articles as law
from law.answer import LawError

ROLE_LABELS = dict(Party.Role.choices)
SEXES = {"男": "男", "女": "女", "M": "男", "F": "女"}


def party_lines(case: Case) -> list[str]:
    """Each party as a judgment's head has it, its representatives below."""
    lines = []
    acting: dict[int, list[Representative]] = {}
    for one in case.representatives.filter(until=None).select_related("person"):
        acting.setdefault(one.party_id, []).append(one)
    ranks = {role: rank for rank, role in enumerate(Party.Role.values)}
    parties = case.parties.filter(left_on=None).select_related("person")
    for party in sorted(parties, key=lambda one: (ranks[one.role], one.order)):
        lines.append(_party(party))
        lines += [_representative(one) for one in acting.get(party.pk, [])]
    return lines


def _party(party: Party) -> str:
    person, label = party.person, ROLE_LABELS[party.role]
    if person.kind != person.Kind.NATURAL:
        where = f"，住所地{person.address}" if person.address else ""
        head = f"。法定代表人：{person.head_name}{'，' + person.head_post if person.head_post else ''}" if person.head_name else ""
        return f"{label}：{party.name}{where}{head}。"
    parts = [party.name, SEXES.get(person.sex, person.sex)]
    if person.born_on:
        parts.append(f"{person.born_on.year}年{person.born_on.month}月{person.born_on.day}日出生")
    parts.append(person.ethnicity)
    if person.address:
        parts.append(f"住{person.address}")
    return f"{label}：{'，'.join(p for p in parts if p)}。"


def _representative(one: Representative) -> str:
    if one.kind == Representative.Kind.GUARDIAN:
        return f"法定代理人：{one.person.name}。"
    firm = f"，{one.firm}律师" if one.kind == Representative.Kind.LAWYER and one.firm else ""
    return f"委托诉讼代理人：{one.person.name}{firm}。"


def signatures(case: Case) -> list[dict]:
    """Who decided: presiding judge and members of a panel, or the single judge."""
    by_role: dict[str, list[str]] = {}
    for handler in case.handlers.filter(until=None).select_related("account__person").order_by("since"):
        by_role.setdefault(handler.role, []).append(handler.account.person.name)
    if Handler.Role.PRESIDING in by_role:
        rows = [{"post": "审判长", "name": by_role[Handler.Role.PRESIDING][0]}]
        rows += [{"post": "审判员", "name": n} for n in by_role.get(Handler.Role.MEMBER, [])]
        return rows + [{"post": "人民陪审员", "name": n} for n in by_role.get(Handler.Role.JUROR, [])]
    return [{"post": "审判员", "name": n} for n in by_role.get(Handler.Role.JUDGE, [])]


def clerks(case: Case) -> list[dict]:
    names = case.handlers.filter(role=Handler.Role.CLERK, until=None).values_list("account__person__name", flat=True)
    return [{"post": "书记员", "name": n} for n in names]


def tail(case: Case, kind: str) -> list[str]:
    """The words on appeal that the law puts under a paper; small claims are final."""
    if kind == "judgment":
        if case.track == "small_claims":
            return ["本判决为终审判决。"]
        return ["如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，并按照对方当事人或者代表人的人数提出副本，"
                f"上诉于{case.court.superior or '上一级人民法院'}。"]
    if kind == "mediation":
        return ["上述协议，不违反法律规定，本院予以确认。", "本调解书经各方当事人签收后，即具有法律效力。"]
    if KINDS[kind].appealable:
        return ["如不服本裁定，可以在裁定书送达之日起十日内，向本院递交上诉状，并按对方当事人的人数提出副本，"
                f"上诉于{case.court.superior or '上一级人民法院'}。"]
    at_once = {"withdrawal", "deemed_withdrawal", "suspension", "conversion", "to_panel", "sole_objection"}
    return ["本裁定一经作出即生效。"] if kind in at_once else []


def facts(paper: Paper, on) -> dict:
    """What the template prints of a paper dated on a day."""
    case, kind = paper.case, KINDS[paper.kind]
    paragraphs = []
    for section in kind.sections:
        if section.key == ARTICLES:
            continue
        lines = [line for line in paper.sections.get(section.key, "").strip().splitlines() if line.strip()]
        if section.key == "decision" and lines and not _introduced(paper):
            lines.insert(0, led_over(paper))
        paragraphs += [line for line in lines if line]
    return {"court": case.court.name, "name": kind.name, "number": case.number, "parties": party_lines(case),
            "paragraphs": paragraphs + tail(case, paper.kind), "signatures": signatures(case), "clerks": clerks(case),
            "day": formal(on), "on": on.isoformat()}


def led_over(paper: Paper) -> str:
    """综上，依照《…》第…条之规定，判决如下：, laws in the order of citing; empty where no law is relied on (调解书)."""
    kind = KINDS[paper.kind]
    if not any(section.key == ARTICLES for section in kind.sections):
        return ""
    lines = [line for line in paper.sections.get(ARTICLES, "").splitlines() if line.strip()]
    try:
        cited = law.cited(lines)
    except LawError:
        cited = "，".join(line.strip() for line in lines)
    head = "综上，" if paper.kind == "judgment" else ""
    return f"{head}依照{cited or '相关法律'}之规定，{kind.doc}如下："


def _introduced(paper: Paper) -> bool:
    """Whether the reasoning ends by leading over to the decision itself."""
    reasoning = paper.sections.get("opinion", "") or paper.sections.get("reason", "")
    return reasoning.rstrip().endswith(("判决如下：", "判决如下:", "裁定如下：", "裁定如下:"))
