"""Papers that the court makes."""

from court.site.pages.blocks import Block, Grid, Paper, Para, Right, Seal, Space, Title
from court.site.pages.cast import Cast, day, day_in_numerals, words_of


def judgment(cast: Cast) -> Paper:
    document_court = cast.court.document_name
    blocks: list[Block] = [
        Title(document_court, 1.4), Title("民事判决书", 1.8, aired=1), Right(cast.number),
        Para(f"原告：{cast.one.name}，{cast.one.sex}，{cast.one.ethnicity}，住{cast.one.address}。"),
        Para(f"被告：{cast.other.name}，{cast.other.sex}，{cast.other.ethnicity}，住{cast.other.address}。"),
        Para(f"原告{cast.one.name}与被告{cast.other.name}{cast.dispute.cause}一案，本院立案后依法适用{cast.pick('简易程序', '普通程序')}，公开开庭进行了审理。"
             f"本案现已审理终结。"),
        Para(f"原告{cast.one.name}向本院提出诉讼请求：{'；'.join(cast.dispute.claims)}。事实和理由：{cast.dispute.grounds}"),
        Para(f"{cast.other.name}辩称，{cast.dispute.answer}"), Para(f"经审理查明：{cast.dispute.found}"), Para(f"本院认为，{cast.dispute.opinion}"),
        *map(Para, cast.dispute.order), Para("如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状。"), Space(),
        Right(f"审判员 {cast.judge}"), Right(day_in_numerals(cast.on)), Right(f"书记员 {cast.clerk}"), Seal(document_court),
    ]  # fmt: skip
    return Paper("判决书", blocks, {"法院": document_court, "案号": cast.number})


def transcript(cast: Cast) -> Paper:
    at = f"{day(cast.on)} {cast.chance.randint(8, 17)}时{cast.chance.choice(['00', '30', '15'])}分"
    room = f"第{cast.pick('一', '二', '三', '五', '七')}{cast.pick('审判庭', '法庭')}"
    asked = cast.chance.sample(QUESTIONS, 9)
    talk = [row for question, answer in asked for row in (Para(f"审：{question}"), Para(f"{cast.pick('原', '被', '答')}：{answer}"))]
    blocks: list[Block] = [
        Title(cast.pick("庭审笔录", "法庭审理笔录", "开庭笔录")), Space(), Para(f"时间：{at}"), Para(f"地点：{room}"), Para(f"审判员：{cast.judge}"),
        Para(f"书记员：{cast.clerk}"), *talk, Para(cast.pick("审：请当事人核对笔录后签名。", "审：现在休庭，核对笔录无误后签字。")),
        Right("签名：", cast.one.name),
    ]  # fmt: skip
    return Paper("庭审笔录", blocks, {"时间": at, "地点": room, "审判员": cast.judge, "书记员": cast.clerk})


QUESTIONS = [
    ("原告陈述诉讼请求。", "坚持起诉状的请求。"), ("被告对此有什么意见？", "数额不对。"), ("借款是怎样交付的？", "手机银行转账。"),
    ("有没有约定利息？", "口头说过，没有写。"),
    ("货是谁收的？", "仓库的管理员签的字。"), ("双方是否愿意调解？", "可以听听方案。"), ("对这份证据的真实性有无异议？", "没有异议。"),
    ("合同在哪里签的？", "在门市上。"),
    ("后来催要过没有？", "去年冬天去过两次。"), ("是否申请回避？", "不申请。"), ("还有没有新的证据？", "没有了。"), ("物业费交到什么时候？", "前年年底。"),
    ("被告为什么没有还？", "生意不好，周转不开。"), ("还有什么补充？", "没有补充。"),
]  # fmt: skip


def summons(cast: Cast) -> Paper:
    at = f"{day(cast.on)}{cast.pick('上午', '下午')}{cast.chance.randint(2, 11)}时{cast.pick('', '30分')}"
    rows = [["案号", cast.number], ["案由", cast.dispute.cause], ["被传唤人", cast.other.name], [cast.pick("单位或住址", "住所"), cast.other.address],
            ["传唤事由", cast.pick("开庭", "询问", "调解", "证据交换")], ["应到时间", at], ["应到处所", cast.pick("本院第一审判庭",
            "本院第六法庭")]]  # fmt: skip
    blocks: list[Block] = [
        Title(cast.court.document_name, 1.4), Title("传票", 1.8, aired=3), Space(), Grid(rows, [0.27, 0.73]), Para("注意事项：", flush=True),
        Para("1.被传唤人应当按时到达应到处所。", flush=True), Para("2.请携带本传票和身份证件。", flush=True), Right(f"审判员 {cast.judge}"),
        Right(f"书记员 {cast.clerk}"), Seal(cast.court.document_name),
    ]  # fmt: skip
    return Paper("传票", blocks, {"法院": cast.court.document_name, "案号": cast.number, "被传唤人": cast.other.name, "应到时间": at})


def service(cast: Cast) -> Paper:
    papers = cast.pick("民事判决书", "起诉状副本、应诉通知书、传票", "民事调解书", "举证通知书、开庭传票")
    label = cast.pick("送达文书名称和件数", "送达文书")
    rows = [["案号", cast.number], ["案由", cast.dispute.cause], [label, papers], ["受送达人", cast.other.name], ["送达地址", cast.other.address],
            ["受送达人签名", ""], ["代收人及理由", ""], ["送达日期", day(cast.on)], ["备考", ""]]  # fmt: skip
    blocks: list[Block] = [Title(cast.court.document_name, 1.4), Title("送达回证", 1.7, aired=1), Space(), Grid(rows, [0.3, 0.7]), Space(0.6),
                           Para(f"填发人 {cast.clerk}      送达人 {cast.judge}", flush=True), Seal(cast.court.document_name)]  # fmt: skip
    return Paper("送达回证", blocks, {"法院": cast.court.document_name, "案号": cast.number, "受送达人": cast.other.name, "文书": papers})


def fee(cast: Cast) -> Paper:
    paid = cast.chance.choice([25, 50, 300, 800, 1050, 2300, 4180])
    rows = [[cast.pick("交款人", "缴款人"), cast.one.name], ["案号", cast.number], ["项目", cast.pick("案件受理费", "保全申请费")],
    ["金额（小写）", f"￥{paid}.00"],
            ["金额（大写）", words_of(paid)], [cast.pick("收款单位", "执收单位"), cast.court.document_name]]  # fmt: skip
    blocks: list[Block] = [Title(cast.pick("诉讼费用专用票据（样张）", "人民法院诉讼费收据"), 1.4), Right(f"No. {cast.chance.randint(10**7, 10**8 - 1)}"),
                           Grid(rows, [0.27, 0.73], tall=1.9), Para(f"开票人 {cast.clerk}    {day(cast.on)}", flush=True),
                           Seal(f"{cast.court.name}收费章", 0.8)]  # fmt: skip
    return Paper("诉讼费票据", blocks, {"缴款人": cast.one.name, "金额": paid, "法院": cast.court.name, "案号": cast.number}, shape=(210, 140))
