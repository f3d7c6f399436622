"""The first words of a draft, filled from the case: what the court knows already no judge types again."""
from court.kit.days import plain
from court.spine.cases import claims as asked_for
from court.spine.cases.models import Case, Handler, Party
from court.work.judgments import known
from court.work.judgments.kinds import ARTICLES, KINDS

TRACKS = {"ordinary": "依法适用普通程序", "simplified": "依法适用简易程序", "small_claims": "依法适用小额诉讼程序"}


def names(case: Case, role: str) -> str:
    return "、".join(p.name for p in case.parties.filter(role=role, left_on=None))


def matter(case: Case) -> str:
    return f"原告{names(case, Party.Role.PLAINTIFF)}与被告{names(case, Party.Role.DEFENDANT)}{case.cause}一案"


def course(case: Case, heard: list[str]) -> str:
    """案件由来和审理经过; `heard` holds the days on which the court sat, in words."""
    panel = case.handlers.filter(role=Handler.Role.PRESIDING, until=None).exists()
    judge = case.judge.person.name if case.judge else ""
    who = "依法组成合议庭" if panel else f"由审判员{judge}独任审判"
    raised = known.counterclaimants(case)
    counter = f"，{raised}提起反诉，本院合并审理" if raised else ""
    sat = f"{counter}，于{'、'.join(heard)}{_openly(case)}开庭进行了审理" if heard else f"{counter}，进行了审理"
    return f"{matter(case)}，本院于{plain(case.docketed_on)}立案后，{TRACKS[case.track]}，{who}{sat}。本案现已审理终结。"


def _openly(case: Case) -> str:
    """Whether the court sat in public (民诉法137); a hearing behind closed doors makes the paper say so."""
    return "不公开" if case.hearings.filter(state="held", is_public=False).exists() else "公开"


def _deemed(case: Case, plaintiff: str) -> str:
    """Why the case counts as withdrawn: the fee before it was assigned; afterwards, that nobody came to the hearing."""
    if case.stage == "docketed":
        return (f"{plaintiff}在收到交纳诉讼费用通知后，未在七日内预交案件受理费，也未提出缓交、减交、免交申请。")
    if case.orders.filter(purpose="topup", state="open").exists():
        return f"{plaintiff}经本院通知，未在指定期限内补交案件受理费，也未提出缓交、减交、免交申请。"
    return f"{plaintiff}经本院传票传唤，无正当理由拒不到庭。"


def first(case: Case, kind: str, heard: list[str]) -> dict[str, str]:
    """The sections of a new draft. Sections that only a judge can write start empty or with their formula."""
    claims = "；".join(asked_for.current(case))
    costs, tried = known.costs(case), course(case, heard)
    plaintiff, defendant = names(case, Party.Role.PLAINTIFF), names(case, Party.Role.DEFENDANT)
    raised, objecting = known.counterclaimants(case), known.objecting(case) or defendant
    ruled = f"{matter(case)}，本院于{plain(case.docketed_on)}立案。"
    texts = {
        "judgment": {"course": tried, "claims": f"{plaintiff}向本院提出诉讼请求：{claims}。事实和理由："
                     f"{case.facts.get('grounds', '')}", "defence": known.defence(case), "evidence": known.evidence(case), "found": "经审理查明：",
                     "opinion": "本院认为，", "decision": "", "costs": costs},
        "mediation": {"course": tried, "claims": f"{plaintiff}向本院提出诉讼请求：{claims}。",
                      "decision": "本案审理过程中，经本院主持调解，当事人自愿达成如下协议：", "costs": costs},
        "withdrawal": {"course": ruled, "reason": f"{plaintiff}向本院提出撤诉申请。本院认为，{plaintiff}的撤诉申请是其真实意思表示，"
                       "不违反法律规定，应予准许。",
                       "decision": f"准许{plaintiff}撤诉。", "costs": costs},
        "deemed_withdrawal": {"course": ruled, "reason": _deemed(case, plaintiff),
                              "decision": f"本案按{plaintiff}撤回起诉处理。"},
        "counterclaim_withdrawn": {"course": ruled, "reason": f"{raised}提起反诉后，未在法定期限内预交反诉案件受理费，"
                                   "也未提出缓交、减交、免交申请。", "decision": f"{raised}的反诉按撤回反诉处理。"},
        "counterclaim_taken_back": {
            "course": ruled, "reason": f"{known.taking_back(case)}向本院提出撤回反诉的申请。本院认为，{known.taking_back(case)}撤回反诉的申请是其真实"
            "意思表示，不违反法律规定，应予准许。", "decision": f"准许{known.taking_back(case)}撤回反诉。", "costs": known.counterclaim_costs(case)},
        "dismissal": {"course": tried, "reason": "本院经审查认为，", "decision": f"驳回{plaintiff}的起诉。", "costs": costs},
        "objection": {"course": ruled, "reason": f"{objecting}在提交答辩状期间对管辖权提出异议。本院经审查认为，",
                      "decision": f"驳回{objecting}对本案管辖权提出的异议。", "costs": known.objection_costs(case)},
        "transfer": {"course": ruled, "reason": "本院经审查认为，", "decision": "本案移送　　　　人民法院处理。"},
        "suspension": {"course": ruled, "reason": "本院认为，", "decision": "本案中止诉讼。"},
        "conversion": {"course": ruled, "reason": "本院在审理过程中发现，", "decision": "本案转为普通程序审理。"},
        "to_panel": {"course": ruled, "reason": "本院在审理过程中发现，本案不宜由审判员一人独任审理，应当转由合议庭审理。",
                     "decision": "本案转由合议庭审理。"},
        "sole_objection": {"course": ruled, "reason": "对本案由审判员一人独任审理提出异议。本院经审查认为，",
                           "decision": "驳回对本案由审判员一人独任审理提出的异议。"},
        "correction": {"course": matter(case) + f"，本院{case.number}民事裁判文书中存在笔误，应予补正。",
                       "reason": "该笔误不影响裁判结果，依法予以补正。",
                       "decision": "原文书中“　　”补正为“　　”。"},
    }
    wanted = {section.key for section in KINDS[kind].sections}
    filled = {**texts[kind], ARTICLES: "\n".join(known.articles(case, kind))}
    return {key: text for key, text in filled.items() if key in wanted}
