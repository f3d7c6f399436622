"""Invented disputes in the project's own words: claims, facts, evidence, answers, findings, orders.

Each kind is a function of a random source and the parties' names. Sums are whole yuan; days lie
before the day of filing. Nothing here is taken from a real case.
"""
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from court.kit.days import plain


@dataclass(frozen=True)
class Dispute:
    """One dispute as the parties and the court would write it.

    evidence  [(title, text of the sheet)] of the plaintiff; answer_evidence of the defendant
    order     the paragraphs of a judgment; settlement the clauses of a mediation
    """

    cause: str
    amount_yuan: int | None
    claims: list[str]
    grounds: str
    evidence: list[tuple[str, str]]
    answer: str
    found: str
    opinion: str
    order: list[str]
    settlement: list[str]
    defendant_is_company: bool = False
    plaintiff_is_company: bool = False
    answer_evidence: list[tuple[str, str]] = field(default_factory=list)


def money(yuan: int) -> str:
    return f"{yuan}元"


def loan(chance: Random, plaintiff: str, defendant: str, on: date) -> Dispute:
    lent = on - timedelta(days=chance.randint(300, 900))
    principal = chance.choice([8_000, 20_000, 30_000, 46_000, 50_000, 80_000, 120_000, 260_000, 600_000])
    repaid = chance.choice([0, 0, principal // 10 // 100 * 100, principal // 5 // 100 * 100])
    use = chance.choice(["经营果品冷库周转", "购买农机", "孩子上学", "装修房屋", "承包工程垫资", "购买货车"])
    due = lent + timedelta(days=365)
    left = principal - repaid
    paid_back = f"被告仅于{plain(due - timedelta(days=40))}归还{money(repaid)}，" if repaid else "被告分文未还，"
    return Dispute(
        "民间借贷纠纷", left,
        [f"判令被告偿还借款本金{money(left)}", f"判令被告自{plain(due)}起至实际清偿之日止，以{money(left)}为基数，按照一年期贷款市场报价利率支付逾期利息",
         "本案诉讼费用由被告承担"],
        f"原、被告系朋友关系。{plain(lent)}，被告因{use}向原告借款{money(principal)}，原告通过银行转账交付，被告出具借条一张，约定借期一年。"
        f"借款到期后，{paid_back}经原告多次催要，被告以各种理由推脱。为维护合法权益，特诉至法院。",
        [("借条", f"今借到{plaintiff}人民币{money(principal)}，借期一年，到期归还。\n借款人：{defendant}\n{plain(lent)}"),
         ("银行转账回单", f"付款人：{plaintiff}\n收款人：{defendant}\n金额：{money(principal)}\n日期：{plain(lent)}\n附言：借款"),
         ("催款聊天记录截图说明", f"{plain(due + timedelta(days=15))}，原告询问何时还款，被告回复：“最近手头紧，再宽限两个月”。")],
        f"借款属实，但{'已归还部分款项，' if repaid else ''}因经营困难暂时无力偿还，请求分期履行；利息没有约定，不同意支付。",
        f"{plain(lent)}，{defendant}向{plaintiff}借款{money(principal)}，出具借条，约定借期一年，{plaintiff}于当日通过银行转账交付。"
        f"{'借款到期后，' + defendant + '归还' + money(repaid) + '，' if repaid else '借款到期后，' + defendant + '未归还，'}尚欠{money(left)}。",
        f"合法的借贷关系受法律保护。{plaintiff}提交的借条、转账回单相互印证，足以证明双方之间存在民间借贷关系。{defendant}到期未足额偿还，构成违约，"
        f"应当承担偿还借款本金{money(left)}的责任。双方未约定利息，{plaintiff}主张自逾期还款之日起按照一年期贷款市场报价利率支付逾期利息，符合法律规定，本院予以支持。"
        "依照《中华人民共和国民法典》第六百六十七条、第六百七十五条、第六百七十六条规定，判决如下：",
        [f"一、{defendant}于本判决生效之日起十日内偿还{plaintiff}借款本金{money(left)}；",
         f"二、{defendant}于本判决生效之日起十日内支付{plaintiff}逾期利息（以{money(left)}为基数，自{plain(due)}起"
         "至实际清偿之日止，按照同期一年期贷款市场报价利率计算）。",
         "如果未按本判决指定的期间履行给付金钱义务，应当依照《中华人民共和国民事诉讼法》第二百六十四条规定，加倍支付迟延履行期间的债务利息。"],
        [f"一、{defendant}偿还{plaintiff}借款{money(left)}，于调解书生效后分三期付清，每期间隔一个月；",
         "二、如有任何一期未按时足额履行，剩余款项视为全部到期；",
         "三、双方就本案无其他争议。"])


def sale(chance: Random, plaintiff: str, defendant: str, on: date) -> Dispute:
    goods, unit = chance.choice([("水泥、钢筋等建材", "批"), ("红富士苹果", "车"), ("纸箱包装", "批"), ("小麦种子", "批"), ("电线电缆", "批")])
    made = on - timedelta(days=chance.randint(200, 500))
    total = chance.choice([18_600, 32_500, 57_800, 96_000, 138_400, 372_000])
    paid = total // 4 // 100 * 100
    left = total - paid
    return Dispute(
        "买卖合同纠纷", left,
        [f"判令被告支付货款{money(left)}", "判令被告自起诉之日起按照一年期贷款市场报价利率支付逾期付款损失至付清之日", "本案诉讼费用由被告承担"],
        f"{plain(made)}，原、被告达成口头买卖协议，由原告向被告供应{goods}一{unit}，货款共计{money(total)}。原告按约送货，被告在送货单上签字确认，"
        f"仅支付{money(paid)}，余款{money(left)}至今未付。",
        [("送货单", f"收货单位：{defendant}\n货物：{goods}\n金额：{money(total)}\n收货人签字确认\n{plain(made)}"),
         ("对账单", f"截至{plain(made + timedelta(days=60))}，欠付货款{money(left)}，双方盖章确认。")],
        "收货属实，但部分货物存在质量问题，应当扣减相应货款。",
        f"{plain(made)}，{plaintiff}向{defendant}供应{goods}，货款{money(total)}，{defendant}已付{money(paid)}，尚欠{money(left)}，双方对账确认。",
        f"{plaintiff}与{defendant}之间的买卖合同关系合法有效。{plaintiff}已履行交货义务，{defendant}应当按约支付货款。{defendant}主张货物存在质量问题，"
        "但未在合理期间内提出，也未提交证据证明，本院不予采信。依照《中华人民共和国民法典》第五百七十九条、第六百二十六条、第六百二十八条规定，判决如下：",
        [f"一、{defendant}于本判决生效之日起十日内支付{plaintiff}货款{money(left)}；",
         f"二、{defendant}于本判决生效之日起十日内以{money(left)}为基数，自{plain(on)}起按照同期一年期贷款市场报价利率支付{plaintiff}逾期付款损失至付清之日。"],
        [f"一、{defendant}于三十日内一次性支付{plaintiff}货款{money(left - left // 20 // 100 * 100)}，{plaintiff}放弃其余请求；", "二、双方就本案无其他争议。"],
        defendant_is_company=True)


def property_service(chance: Random, plaintiff: str, defendant: str, on: date) -> Dispute:
    area, rate, months = chance.randint(80, 140), chance.choice([12, 15, 18]), chance.choice([18, 24, 30, 36])
    owed = area * rate * months // 10
    start = on - timedelta(days=months * 30 + 20)
    return Dispute(
        "物业服务合同纠纷", owed, [f"判令被告支付物业服务费{money(owed)}", "本案诉讼费用由被告承担"],
        f"原告系被告所在小区的物业服务企业，被告系该小区业主，房屋建筑面积{area}平方米，物业服务费标准为每月每平方米{rate / 10:.1f}元。"
        f"自{plain(start)}起至起诉之日，被告拖欠{months}个月的物业服务费共计{money(owed)}，经书面催交仍未交纳。",
        [("物业服务合同", f"甲方：小区业主委员会\n乙方：{plaintiff}\n服务费标准：每月每平方米{rate / 10:.1f}元"),
         ("催费通知及送达照片说明", f"{plain(on - timedelta(days=45))}，原告在被告房门张贴并邮寄催费通知。")],
        "物业公司服务不到位，楼道卫生、电梯维护均存在问题，不同意全额支付。",
        f"{plaintiff}依约为{defendant}所在小区提供物业服务，{defendant}自{plain(start)}起未交纳物业服务费，共欠{months}个月{money(owed)}。",
        f"物业服务合同对全体业主具有约束力。{plaintiff}提供了物业服务，{defendant}应当支付物业服务费。{defendant}关于服务不到位的意见，可向有关部门反映或另行主张，"
        "不足以成为拒付的理由。依照《中华人民共和国民法典》第九百三十九条、第九百四十四条规定，判决如下：",
        [f"{defendant}于本判决生效之日起十日内支付{plaintiff}物业服务费{money(owed)}。"],
        [f"一、{defendant}于十五日内支付{plaintiff}物业服务费{money(owed * 9 // 10)}；",
         f"二、{plaintiff}自本月起每周清洁楼道不少于三次；", "三、双方就本案无其他争议。"],
        plaintiff_is_company=True)


def lease(chance: Random, plaintiff: str, defendant: str, on: date) -> Dispute:
    rent, months = chance.choice([1_200, 1_500, 2_200, 3_000]), chance.randint(4, 9)
    owed = rent * months
    start = on - timedelta(days=months * 30 + 200)
    return Dispute(
        "房屋租赁合同纠纷", owed,
        ["判令解除原、被告签订的房屋租赁合同", f"判令被告支付拖欠的租金{money(owed)}", "判令被告腾退并返还房屋", "本案诉讼费用由被告承担"],
        f"{plain(start)}，原、被告签订房屋租赁合同，原告将临街门面房一间出租给被告使用，月租金{money(rent)}，按季支付。被告自入住半年后开始拖欠，"
        f"至今已拖欠{months}个月租金共计{money(owed)}，经催告仍不支付。",
        [("房屋租赁合同", f"出租人：{plaintiff}\n承租人：{defendant}\n月租金：{money(rent)}\n{plain(start)}"),
         ("催告函", f"请于收到本函后七日内付清所欠租金{money(owed)}。")],
        "因道路施工生意受影响，请求减免部分租金，同意解除合同。",
        f"{plain(start)}，双方签订房屋租赁合同，月租金{money(rent)}。{defendant}自起诉前{months}个月起未支付租金，共欠{money(owed)}，经催告在合理期限内仍未支付。",
        f"双方签订的房屋租赁合同合法有效。{defendant}无正当理由未支付租金，经催告在合理期限内仍不支付，{plaintiff}有权解除合同。"
        "依照《中华人民共和国民法典》第五百六十三条、第七百二十二条、第七百三十三条规定，判决如下：",
        [f"一、解除{plaintiff}与{defendant}签订的房屋租赁合同；", f"二、{defendant}于本判决生效之日起十日内支付{plaintiff}租金{money(owed)}；",
         f"三、{defendant}于本判决生效之日起三十日内腾退并返还房屋。"],
        [f"一、双方租赁合同于调解书生效之日解除，{defendant}于二十日内腾退；",
         f"二、{defendant}支付{plaintiff}租金{money(owed - rent)}，于腾退之日付清；", "三、双方就本案无其他争议。"])


def labour_pay(chance: Random, plaintiff: str, defendant: str, on: date) -> Dispute:
    wage, months = chance.choice([3_200, 3_800, 4_500, 5_200]), chance.randint(2, 5)
    owed = wage * months
    left_on = on - timedelta(days=chance.randint(60, 150))
    return Dispute(
        "追索劳动报酬纠纷", owed, [f"判令被告支付拖欠的工资{money(owed)}", "本案诉讼费用由被告承担"],
        f"原告在被告处从事装卸工作，双方约定月工资{money(wage)}。{plain(left_on)}原告离职时，被告尚欠{months}个月工资共计{money(owed)}，出具工资欠条后一直未付。",
        [("工资欠条", f"今欠{plaintiff}工资{money(owed)}。\n{defendant}\n{plain(left_on)}"), ("考勤记录", f"{plaintiff}，出勤{months}个月。")],
        "欠付工资属实，因资金周转困难，请求延期支付。",
        f"{plaintiff}在{defendant}处工作，月工资{money(wage)}，{defendant}尚欠{months}个月工资{money(owed)}，有工资欠条为证。",
        f"劳动者取得劳动报酬的权利受法律保护。{defendant}拖欠{plaintiff}工资{money(owed)}，应当足额支付。依照《中华人民共和国劳动法》第五十条规定，判决如下：",
        [f"{defendant}于本判决生效之日起十日内支付{plaintiff}工资{money(owed)}。"],
        [f"一、{defendant}于十五日内支付{plaintiff}工资{money(owed)}；", "二、双方就本案无其他争议。"], defendant_is_company=True)


KINDS: list[tuple[Callable[..., Dispute], int]] = [(loan, 45), (sale, 22), (property_service, 12), (lease, 12), (labour_pay, 9)]


def invent(chance: Random, plaintiff: str, defendant: str, on: date) -> Dispute:
    """A dispute of a kind drawn by its share of a basic court's year."""
    kinds, weights = zip(*KINDS, strict=True)
    return chance.choices(kinds, weights)[0](chance, plaintiff, defendant, on)
