"""The facts of each standard paper, by the template's name. Texts are whole sentences; templates only lay them out."""
from court.base.people.models import Account
from court.kit import money
from court.kit.days import plain
from court.spine import wiring
from court.spine.cases.models import Handler, Party
from court.spine.cases.scene import Scene
from court.spine.clocks.models import Clock
from law import registry

SIDES = {Party.Role.PLAINTIFF: "原告", Party.Role.DEFENDANT: "被告", Party.Role.THIRD_PARTY: "第三人"}


def addressee(scene: Scene, spec: dict) -> Party | None:
    wanted = spec.get("party_id")
    return next((p for p in scene.parties if str(p.pk) == str(wanted)), None)


def sides(scene: Scene) -> dict[str, str]:
    """Names of each side, several joined by 、."""
    named: dict[str, list[str]] = {}
    for party in scene.parties:
        named.setdefault(party.role, []).append(party.name)
    return {role: "、".join(names) for role, names in named.items()}


def matter(scene: Scene) -> str:
    """原告王某与被告张某民间借贷纠纷一案"""
    names = sides(scene)
    return f"原告{names.get('plaintiff', '')}与被告{names.get('defendant', '')}{scene.case.cause}一案"


def names_of(scene: Scene, *roles: str) -> str:
    return "、".join(h.account.person.name for h in scene.role_of(*roles))


def letter(scene: Scene, spec: dict, paragraphs: list[str]) -> dict:
    party = addressee(scene, spec)
    return {"to": party.name if party else "", "paragraphs": paragraphs, "contact": contact(scene)}


def contact(scene: Scene) -> list[str]:
    court = scene.case.court
    lines = [f"联系人：{names_of(scene, Handler.Role.CLERK) or '立案庭'}"]
    if court.phone:
        lines.append(f"联系电话：{court.phone}")
    if court.address:
        lines.append(f"法院地址：{court.address}")
    return [*lines, "诉讼服务热线：12368"]


@wiring.document_data("acceptance_notice")
def acceptance_notice(scene: Scene, spec: dict) -> dict:
    return letter(scene, spec, [
        f"你（单位）诉{sides(scene).get('defendant', '')}{scene.case.cause}一案的起诉材料已收到。经审查，起诉符合法定受理条件，"
        f"本院决定立案，案号为{scene.case.number}，适用{scene.track.label}审理。现将有关事项通知如下：",
        "一、在诉讼进程中，当事人必须依法行使诉讼权利，有权行使民事诉讼法第五十二条、第五十三条、第五十四条等规定的诉讼权利，"
        "同时也必须遵守诉讼秩序，履行诉讼义务。",
        "二、应当自收到交纳诉讼费用通知次日起七日内预交案件受理费；逾期未交又未提出缓交、减交、免交申请的，按撤诉处理。",
        "三、需要委托代理人代为诉讼的，应当提交由委托人签名或者盖章的授权委托书，授权委托书应当载明委托事项和权限。",
        "四、诉讼风险提示：当事人应当在举证期限内提供证据；无正当理由拒不到庭的，可以按撤诉处理或者缺席判决；"
        "诉讼请求不当、证据不足的，可能承担不利后果。",
        "五、本案审判流程信息可以通过运城法院移动微诉讼查询，节点变更时将推送至预留手机号码。",
    ])


@wiring.document_data("fee_notice")
def fee_notice(scene: Scene, spec: dict) -> dict:
    found = registry.call("fee.pay_by", notice_received=scene.on)
    fee = scene.case.facts.get("fee_fen")
    amount = f"人民币{money.plain(fee)}元（大写：{money.in_words(fee)}）" if fee is not None else "数额以缴费页面显示为准"
    return letter(scene, spec, [
        f"你（单位）诉{sides(scene).get('defendant', '')}{scene.case.cause}一案，本院已立案，案号为{scene.case.number}。"
        f"根据《诉讼费用交纳办法》，你（单位）应当预交案件受理费{amount}。",
        f"请在收到本通知次日起七日内（如今日收到，至{plain(found['pay_by'])}止）通过移动微诉讼“网上缴费”、诉讼服务大厅窗口或者银行转账交纳。",
        "交纳确有困难的，可以在上述期限内向本院申请缓交、减交或者免交诉讼费用。逾期未交纳又未提出申请的，本院依照《诉讼费用交纳办法》第二十二条的规定，裁定按撤诉处理。",
    ])


@wiring.document_data("panel_notice")
def panel_notice(scene: Scene, spec: dict) -> dict:
    judge, clerk = scene.facts.get("judge"), scene.facts.get("clerk")
    wanted = [int(x) for x in [judge, clerk, *scene.facts.get("members", [])] if x]
    known = scene.accounts
    if not known.keys() >= set(wanted):
        known = Account.objects.select_related("person").in_bulk(wanted)
    chosen = {str(pk): known[pk].person.name for pk in wanted}
    if members := scene.facts.get("members"):
        who = (f"由{names_of(scene, Handler.Role.JUDGE)}担任审判长，与{'、'.join(chosen[m] for m in members)}组成合议庭，"
               f"{names_of(scene, Handler.Role.CLERK)}担任书记员")
    elif scene.code == "sit_alone":
        who = (f"由审判员{names_of(scene, Handler.Role.JUDGE)}适用普通程序独任审理，{names_of(scene, Handler.Role.CLERK)}担任书记员。"
               "认为独任审理违反法律规定的，可以向本院提出异议")
    else:
        who = (f"由法官{chosen.get(judge) or names_of(scene, Handler.Role.JUDGE)}承办，"
               f"{chosen.get(clerk) or names_of(scene, Handler.Role.CLERK)}担任书记员")
    lines = [f"{matter(scene)}（{scene.case.number}），{who}。",
             "你（单位）认为上述人员与本案有利害关系或者有其他法定回避情形的，可以在案件开始审理时申请回避；"
             "回避事由在案件开始审理后知道的，可以在法庭辩论终结前提出。"]
    if scene.facts.get("draw"):
        lines.append(f"本案承办法官由系统随机抽取产生，抽取记录核验码：{scene.facts['draw']}，可在移动微诉讼查看抽取说明。")
    return letter(scene, spec, lines)


@wiring.document_data("response_notice")
def response_notice(scene: Scene, spec: dict) -> dict:
    names = sides(scene)
    code = joining_code(scene, spec)
    return letter(scene, spec, [
        f"本院已受理原告{names.get('plaintiff', '')}诉你（单位）{scene.case.cause}一案，案号为{scene.case.number}，适用{scene.track.label}审理。"
        "现随文发送起诉状副本一份。",
        "一、你（单位）应当自收到起诉状副本次日起十五日内提出答辩状。不提出答辩状的，不影响本院审理。",
        "二、对管辖权有异议的，应当在提交答辩状期间提出。",
        "三、你（单位）有权委托代理人、提供证据、申请回避、进行辩论、请求调解、提起反诉。",
        f"四、扫描或者输入加入码“{code}”，经实名核验后即可在运城法院移动微诉讼加入本案，查阅材料、提交答辩状和证据、接收电子送达。",
    ])


def joining_code(scene: Scene, spec: dict) -> str:
    """The code printed on the defendant's papers, made once a party by the room that lets defendants in."""
    maker = wiring.DOCUMENTS.get("joining_code")
    return maker(scene, spec)["code"] if maker else ""


@wiring.document_data("evidence_notice")
def evidence_notice(scene: Scene, spec: dict) -> dict:
    return letter(scene, spec, [
        f"{matter(scene)}（{scene.case.number}），本院已立案受理。根据民事诉讼法及《最高人民法院关于民事诉讼证据的若干规定》，现将举证事项通知如下：",
        "一、当事人对自己提出的主张，有责任提供证据。",
        f"二、本案举证期限为{scene.facts.get('days', 15)}日，自收到本通知次日起计算。",
        "三、在举证期限内提供证据确有困难的，可以在期限届满前申请延长；逾期提供证据的，应当说明理由，拒不说明或者理由不成立的，可能不予采纳，或者予以训诫、罚款。",
        "四、因客观原因不能自行收集的证据，可以在举证期限届满前书面申请本院调查收集；申请鉴定、申请证人出庭作证，也应当在举证期限届满前提出。",
    ])


@wiring.document_data("extension_request")
def extension_request(scene: Scene, spec: dict) -> dict:
    limit = Clock.objects.filter(case=scene.case, kind="trial_limit").first()
    return {"rows": [
        {"label": "案号", "value": scene.case.number}, {"label": "案件", "value": scene.case.title},
        {"label": "程序", "value": scene.track.label}, {"label": "立案日期", "value": plain(scene.case.docketed_on)},
        {"label": "审限届满", "value": plain(limit.due_on) if limit and limit.due_on else "无"},
        {"label": "申请延长", "value": f"{scene.facts['months']}个月"},
        {"label": "理由", "value": scene.notes.get("reason", "")},
        {"label": "申请人", "value": f"{names_of(scene, Handler.Role.JUDGE)}　{plain(scene.on)}"},
        {"label": "庭长意见", "value": ""}, {"label": "院长意见", "value": ""}]}


@wiring.document_data("extension_notice")
def extension_notice(scene: Scene, spec: dict) -> dict:
    return letter(scene, spec, [
        f"{matter(scene)}（{scene.case.number}），因案情需要，经{_approver(scene)}批准，审理期限延长{scene.facts['months']}个月。",
        "延长后的审限届满日期及其计算过程，可在运城法院移动微诉讼“案件详情—期限”中查看。"])


def _approver(scene: Scene) -> str:
    """The second extension of the ordinary procedure is the superior court's to grant (民诉法152)."""
    account = scene.actor.account if scene.actor else None
    return account.court.name if account and account.court_id != scene.case.court_id else "本院院长"


@wiring.document_data("deliberation_record")
def deliberation_record(scene: Scene, spec: dict) -> dict:
    labels = scene.definition.fields_of(scene.act)["outcome"].choices
    return {"facts": [
        {"label": "时间", "value": plain(scene.on)}, {"label": "案由", "value": scene.case.cause},
        {"label": "参加人", "value": names_of(scene, *Handler.Role.values[:4])},
        {"label": "评议结果", "value": labels[scene.facts["outcome"]]}],
        "paragraphs": scene.notes.get("minutes", "").splitlines()}


@wiring.document_data("effect_certificate")
def effect_certificate(scene: Scene, spec: dict) -> dict:
    case = scene.case
    paper = {"judgment": "民事判决书", "mediation": "民事调解书"}.get(case.close_manner, "民事裁定书")
    return letter(scene, spec, [
        f"{matter(scene)}，本院{case.number}{paper}已于{plain(case.effective_on)}发生法律效力。", "特此证明。"])


def _appealed(scene: Scene) -> str:
    """What an appeal is against, as letters name it."""
    if scene.code in ("send_objection_copy", "forward_objection_appeal"):
        return "驳回管辖权异议的民事裁定书"
    if scene.code in ("send_main_copy", "forward_main_appeal"):
        return "驳回本诉起诉的民事裁定书"
    return "民事判决书" if scene.case.close_manner == "judgment" else "民事裁定书"


@wiring.document_data("appeal_notice")
def appeal_notice(scene: Scene, spec: dict) -> dict:
    dates = registry.call("appeal.dossier_forward", appeal_received=scene.on)
    return letter(scene, spec, [
        f"{matter(scene)}，本院{scene.case.number}{_appealed(scene)}送达后，当事人已提起上诉。现将上诉状副本送达你（单位）。",
        "你（单位）应当自收到上诉状副本次日起十五日内提出答辩状。不提出答辩状的，不影响人民法院审理。",
        f"本院将依法在收到上诉状、答辩状后五日内连同全部案卷和证据报送{scene.case.court.superior or '上一级人民法院'}"
        f"（上诉状副本应于{plain(dates['send_copy_by'])}前送达）。"])


@wiring.document_data("appeal_transfer")
def appeal_transfer(scene: Scene, spec: dict) -> dict:
    return {"to": str(scene.case.court.superior or "上一级人民法院"), "contact": contact(scene), "paragraphs": [
        f"{matter(scene)}，本院已作出{scene.case.number}{_appealed(scene)}。当事人不服，在法定期限内提起上诉。",
        *wiring.lines_for("appeal_transfer", scene),
        "现将上诉状、答辩状及本案全部电子卷宗报送你院，请查收审理。"]}
