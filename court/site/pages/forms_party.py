"""Papers that parties write, and that say who they are."""

from court.site.pages.blocks import Block, Grid, Paper, Para, Right, Space, Title
from court.site.pages.cast import Cast, day, day_in_numerals, who


def complaint(cast: Cast) -> Paper:
    closing = cast.pick("具状人：", "起诉人：")
    claims = [f"{numeral}、{words}；" for numeral, words in zip("一二三四五", cast.dispute.claims, strict=False)]
    heading = cast.pick("事实与理由：", "事实和理由：", "事实与理由")
    written = cast.pick(day(cast.on), day_in_numerals(cast.on))
    blocks: list[Block] = [
        Title(cast.pick("民事起诉状", "起诉状", "民事起诉状"), aired=cast.chance.choice([0, 0, 1])), Space(),
        Para(who(cast.one, "原告")), Para(who(cast.other, "被告", phone=False)), Para("诉讼请求：", flush=cast.chance.random() < 0.5),
        *map(Para, claims), Para(heading), Para(cast.dispute.grounds), Para("此致"), Para(cast.court.name, flush=True), Space(),
        Right(closing, cast.one.name), Right(written),
    ]  # fmt: skip
    found: dict[str, object] = {
        "原告": cast.one.name, "原告身份证号": cast.one.id_number, "原告电话": cast.one.phone, "被告": cast.other.name,
        "被告身份证号": cast.other.id_number, "受诉法院": cast.court.name, "日期": day(cast.on),
    }  # fmt: skip
    return Paper("民事起诉状", blocks, found)


def defence(cast: Cast) -> Paper:
    lead = cast.pick(f"答辩人因{cast.dispute.cause}一案，现答辩如下：", f"因原告{cast.one.name}诉答辩人{cast.dispute.cause}一案，提出如下答辩意见：")
    blocks: list[Block] = [
        Title(cast.pick("民事答辩状", "答辩状")), Space(), Para(who(cast.other, "答辩人", number=False)), Para(f"被答辩人：{cast.one.name}。"),
        Para(lead), Para(cast.dispute.answer), Para("综上，请人民法院查明事实，依法裁判。"), Para("此致"), Para(cast.court.name, flush=True), Space(),
        Right("答辩人：", cast.other.name), Right(day(cast.on)),
    ]  # fmt: skip
    return Paper("答辩状", blocks, {"答辩人": cast.other.name, "被答辩人": cast.one.name, "受诉法院": cast.court.name})


def power(cast: Cast) -> Paper:
    special = cast.chance.random() < 0.5
    scope = ("特别授权，代为承认、放弃、变更诉讼请求，进行和解，提起反诉或者上诉。" if special
             else "一般代理，代为提交证据、出庭、质证、辩论，签收诉讼文书。")  # fmt: skip
    agent = cast.pick("受委托人", "受托人")
    blocks: list[Block] = [
        Title("授权委托书", aired=cast.chance.choice([0, 1])), Space(2),
        Para(f"委托人：{cast.one.name}，{cast.one.sex}，公民身份号码{cast.one.id_number}，住{cast.one.address}。"),
        Para(f"{agent}：{cast.third.name}，山西某某律师事务所律师，电话{cast.third.phone}。"),
        Para(f"委托人就与{cast.other.name}{cast.dispute.cause}一案，委托上列人员为第一审诉讼代理人。"),
        Para(f"{cast.pick('代理权限', '委托权限', '委托事项和权限')}：{scope}"), Space(2), Right("委托人：", cast.one.name), Right(day(cast.on)),
    ]  # fmt: skip
    return Paper("授权委托书", blocks, {"委托人": cast.one.name, "受托人": cast.third.name, "身份证号": cast.one.id_number,
                                   "权限": "特别授权" if special else "一般代理"})  # fmt: skip


def card(cast: Cast) -> Paper:
    one = cast.one
    address = one.address
    cut = cast.chance.randint(11, 14)
    rows = [["姓名", one.name], ["性别", f"{one.sex}    民族  汉"], ["出生", day(one.born_on)], ["住址", address[:cut]], ["", address[cut:]]]
    blocks: list[Block] = [Right("样本 不是证件"), Grid(rows, [0.14, 0.86], ruled=False, tall=1.8), Space(1.2),
                           Para(f"公民身份号码  {one.id_number}", flush=True)]  # fmt: skip
    return Paper("身份证", blocks, {"姓名": one.name, "性别": one.sex, "民族": "汉", "出生": day(one.born_on), "住址": address,
                                 "公民身份号码": one.id_number}, shape=(130, 82))  # fmt: skip


def card_back(cast: Cast) -> Paper:
    blocks: list[Block] = [Title("中华人民共和国", 1.2), Title("居民身份证", 1.6), Space(3), Para("签发机关  某某市公安局", flush=True),
                           Para("有效期限  2016.01.01-2036.01.01", flush=True)]  # fmt: skip
    return Paper("身份证", blocks, {}, shape=(130, 82))


def evidence(cast: Cast) -> Paper:
    names = cast.chance.sample(list(EVIDENCE), cast.chance.randint(3, 7))
    head = ["序号", "证据名称", cast.pick("页数", "份数"), cast.pick("证明目的", "证明内容")]
    rows = [[str(place), name, str(cast.chance.randint(1, 9)), EVIDENCE[name]] for place, name in enumerate(names, 1)]
    who_ = cast.one.name
    blocks: list[Block] = [Title(cast.pick("证据清单", "证据目录", "证据材料清单"), aired=cast.chance.choice([0, 1])), Space(),
                           Grid([head, *rows], [0.13, 0.35, 0.13, 0.39]), Space(), Right("提交人：", who_), Right(day(cast.on))]  # fmt: skip
    return Paper("证据清单", blocks, {"提交人": who_, "条数": len(names), "证据": names})


EVIDENCE = {
    "借据原件": "双方有借贷约定", "手机银行转账截图": "款项已经交付", "房屋租赁协议": "租赁关系", "送货单": "已经交货", "对账单": "尚欠货款",
    "工资表": "工资数额", "劳动合同书": "劳动关系", "门诊病历": "受伤经过", "住院费收据": "治疗花费", "结婚证": "婚姻关系",
    "出生医学证明": "子女情况", "物业费催交单": "已经催交", "现场照片": "现场情形", "事故认定书": "责任划分", "证人证言": "当时情形",
}  # fmt: skip
