"""What is handed in as evidence."""

from court.site.pages.blocks import Block, Grid, Paper, Para, Right, Seal, Space, Title
from court.site.pages.cast import Cast, day, words_of


def note(cast: Cast) -> Paper:
    kind = cast.pick("借条", "欠条", "收条")
    amount, on = cast.sum(), cast.day()
    lender, debtor = cast.one.name, cast.other
    money = f"人民币{words_of(amount)}（￥{amount}元）"
    text = {
        "借条": cast.pick(f"今借到{lender}{money}，用于周转，一年内还清。", f"今向{lender}借款{money}，月息一分，年底前归还。"),
        "欠条": f"今欠{lender}{cast.pick('货款', '工资', '运费')}{money}，三个月内付清。",
        "收条": f"今收到{lender}{cast.pick('货款', '还款', '租金')}{money}，款已点清。",
    }[kind]
    signer = {"借条": "借款人：", "欠条": "欠款人：", "收条": "收款人："}[kind]
    blocks: list[Block] = [Title(kind, 1.8), Space(), Para(text, size=1.2), Space(), Right(f"{signer}{debtor.name}"), Right(f"身份证号：{debtor.id_number}"),
                           Right(day(on))]  # fmt: skip
    return Paper(kind, blocks, {"类型": kind, "出借人": lender, "借款人": debtor.name, "金额": amount, "大写": words_of(amount), "日期": day(on),
                                "身份证号": debtor.id_number}, shape=(185, 130), hand=True)  # fmt: skip


def voucher(cast: Cast) -> Paper:
    amount, on = cast.sum(), cast.day()
    account = [" ".join(f"{cast.chance.randint(1000, 9999)}" for _ in range(4)) for _ in range(2)]
    bank = cast.pick("某某商业银行", "某某农村信用社", "某某银行股份有限公司")
    label = cast.chance.choice([("付款人户名", "收款人户名", "付款人账号", "收款人账号"), ("付款人", "收款人", "付款账号", "收款账号")])
    rows = [[cast.pick("交易日期", "记账日期"), day(on)], [label[0], cast.one.name], [label[2], account[0]], [label[1], cast.other.name],
    [label[3], account[1]],
            ["金额（小写）", f"￥{amount}.00"], ["金额（大写）", words_of(amount)], [cast.pick("用途", "附言"), cast.pick("借款", "还款",
            "货款", "工资")]]  # fmt: skip
    blocks: list[Block] = [Title(f"{bank} {cast.pick('转账凭证', '电子回单', '业务回单')}", 1.3), Space(), Grid(rows, [0.27, 0.73], tall=1.8),
                           Para(f"流水号 {cast.chance.randint(10**14, 10**15)}", flush=True), Seal(f"{bank}业务章", 0.8)]  # fmt: skip
    return Paper("银行凭证", blocks, {"付款人": cast.one.name, "收款人": cast.other.name, "金额": amount, "日期": day(on)}, shape=(210, 150))


def employment(cast: Cast) -> Paper:
    wage = cast.chance.choice([2_600, 3_200, 4_200, 5_500, 6_800])
    one = cast.one
    start = cast.day(400, 900)
    blocks: list[Block] = [
        Title(cast.pick("劳动合同书", "劳动合同", "固定期限劳动合同"), aired=cast.chance.choice([0, 1])), Space(), Para(f"甲方（用人单位）：{cast.company}"),
        Para(f"乙方（劳动者）：{one.name}  公民身份号码：{one.id_number}"), Para("甲乙双方根据劳动合同法，在平等自愿的基础上订立本合同，共同遵守。"),
        Para(f"一、合同期限：自{day(start)}起至{day(start.replace(day=1).replace(year=start.year + 2))}止。"),
        Para(f"二、乙方在{cast.pick('包装', '装配', '保管', '驾驶')}岗位工作，地点为{one.address[:12]}。"), Para("三、乙方每天工作八小时，每周休息两天。"),
        Para(f"四、乙方月工资为人民币{wage}元（{words_of(wage)}），甲方于每月{cast.chance.randint(5, 25)}日发放。"), Para("五、甲方依法为乙方缴纳社会保险。"),
        Para("六、本合同一式两份，自双方签字之日起生效。"), Space(), Para("甲方（盖章）", flush=True), Right("乙方（签名）：", one.name),
        Seal(cast.company, 0.25),
    ]  # fmt: skip
    return Paper("劳动合同", blocks, {"甲方": cast.company, "乙方": one.name, "月工资": wage, "身份证号": one.id_number})


def traffic(cast: Cast) -> Paper:
    one, other = cast.one.name, cast.other.name
    blame, words = cast.chance.choice([
        ("甲主要责任乙次要责任", f"{one}承担主要责任，{other}承担次要责任。"), ("甲全部责任", f"{one}承担全部责任，{other}无责任。"),
        ("同等责任", f"{one}、{other}承担同等责任。"),
    ])  # fmt: skip
    on = cast.day()
    place = cast.other.address[6:14]
    road = cast.pick("路口没有信号灯。", "当时路面湿滑。", "事发后双方均在现场等候。")
    cause = f"{one}驾车由南向北行至{place}路口，遇{other}由西向东通过路口，{one}未注意观察，两车相撞，{other}受伤，车辆受损。{road}"
    hour = f"{cast.chance.randint(6, 22)}时{cast.chance.randint(1, 59)}分"
    car, ridden = cast.pick("小型轿车", "小型客车", "轻型货车"), cast.pick("骑行二轮电动车", "驾驶三轮摩托车")
    blocks: list[Block] = [
        Title(cast.pick("道路交通事故认定书", "道路交通事故责任认定书")), Right(f"第{cast.chance.randint(10**12, 10**13)}号"),
        Para(f"事故时间：{day(on)}{hour}  天气：{cast.pick('晴', '雨', '阴', '雪')}"), Para("当事人基本情况："),
        Para(f"{one}，驾驶晋M{cast.chance.randint(10000, 99999)}号{car}；{other}，{ridden}。"),
        Para(f"道路交通事故形成原因：{cause}"), Para(f"当事人责任：{words}"), Space(), Right(f"交通警察：{cast.third.name}"), Right(day(cast.on)),
        Seal("某某公安局交通警察大队"),
    ]  # fmt: skip
    return Paper("交通事故认定书", blocks, {"当事人甲": one, "当事人乙": other, "责任": blame})
