"""Pages with words, as a word processor would make them: the words are in the file, nothing has to be guessed."""

from datetime import date
from pathlib import Path

from court.kit.press.typesetting import typeset_file

SHEET = Path(__file__).with_name("sheet.typ")
NOTE = ["借条", "今借到王建国人民币叁万元整（¥30000.00），月利率1%，于2025年12月31日前还清。", "此据", "借款人：张伟", "2025年3月1日"]
SUMMONS = ["山西省运城市盐湖区人民法院", "传票", "案号：（2026）晋0802民初1号", "案由：民间借贷纠纷", "被传唤人：张伟",
           "传唤事由：开庭", "应到时间：2026年4月1日9时", "应到处所：第三法庭", "审判员：李文静", "书记员：赵小敏", "2026年3月20日"]  # fmt: skip
UNCLEAR = ["下面是一些没有名目的话，谁也说不清这是什么材料。", "天气不错，明天去看看。"]


def complaint(*, defendant: str = "张伟", phone: str = "", address: str = "") -> list[str]:
    told = f"，电话{phone}" if phone else ""
    lives = f"，住{address}" if address else ""
    return ["民事起诉状", f"原告：王建国，男，汉族{lives}{told}。", f"被告：{defendant}，男，汉族。", "诉讼请求：",
            "一、判令被告偿还借款本金30000元；", "二、本案诉讼费由被告负担。", "事实与理由：2025年3月1日被告向原告借款30000元，至今未还。",
            "此致", "运城市盐湖区人民法院", "具状人：王建国", "2026年2月20日"]  # fmt: skip


def pdf(pages: list[list[str]]) -> bytes:
    return typeset_file(SHEET, {"pages": pages}, on=date(2026, 3, 2))
