"""Pages of words for tests: a row a line of text, cells parted by |; the left edge and size as on a scanned sheet."""

from court.spine.dossier.texts import Line, PageLayout


def page(text: str, *, size: tuple[float, float] = (210, 297), **more) -> PageLayout:
    """Rows of 30 characters across 0.8 of the page; a row that begins with two spaces is indented."""
    lines = []
    rows = [row for row in text.strip("\n").split("\n") if row.strip()]
    for number, row in enumerate(rows):
        indent = 0.05 if row.startswith("  ") else 0.0
        cells = row.strip().split("|")
        for place, cell in enumerate(cells):
            left = 0.1 + indent + place * 0.3
            across = min(0.027 * len(cell), 0.89 - left if len(cells) == 1 else 0.27)
            top = 0.04 + number * 0.03
            lines.append(Line(cell, ((left, top), (left + across, top), (left + across, top + 0.02), (left, top + 0.02)), number, 0.95))
    return PageLayout(*size, lines, **more)


def blank() -> PageLayout:
    return PageLayout(210, 297, [], blank=True)


COMPLAINT = """
民事起诉状
  原告：卫春生，男，汉族，住山西省运城市盐湖区上郭乡中陈村，公民
身份号码149999198001010013，联系电话12000000001。
  被告：裴桂兰，女，汉族，住山西省运城市临猗县北辛乡北辛村。
诉讼请求：
  一、判令被告偿还借款本金50000元；
  二、本案诉讼费用由被告承担。
事实与理由：
  二〇二四年三月五日，被告因承包工程向原告借款。
  此致
运城市盐湖区人民法院
具状人：卫春生
二〇二六年三月一日
"""
DEFENCE = """
民事答辩状
  答辩人：裴桂兰，住山西省运城市临猗县北辛乡北辛村。
  被答辩人：卫春生。
  因民间借贷纠纷一案，现提出答辩意见如下：借款属实，请求分期履行。
  此致
运城市盐湖区人民法院
答辩人：裴桂兰
2026年3月12日
"""
CARD = """
姓名 卫春生
性别 男 民族 汉
出生 1980年1月1日
住址|山西省运城市盐湖区上郭乡中陈
公民身份号码 149999198001010014
"""
CARD_BACK = """
中华人民共和国
居民身份证
签发机关 运城市公安局盐湖分局
有效期限 2016.01.01-2036.01.01
"""
NOTE = """
借条
今借到卫春生现金人民币伍万元整（￥50000元），于2025年3月5日前还清。
借款人：裴桂兰
2024年3月5日
"""
SUMMONS = """
山西省运城市盐湖区人民法院
传 票
案号|（2026）晋0802民初123号
案由|民间借贷纠纷
被传唤人|裴桂兰
传唤事由|开庭
应到时间|2026年4月9日上午9时
应到处所|本院第二审判庭
注意事项：
1.被传唤人必须准时到达应到处所。
2.本票由被传唤人携带来院报到。
审判员 解晋生 书记员 卢静
"""
EVIDENCE = """
证据清单
序号|证据名称|证明目的
1|劳动合同|证明劳动关系
2|判决书|证明欠款
3|道路交通事故认定书|证明责任
提交人：卫春生
"""
JUDGMENT = """
山西省运城市盐湖区人民法院
民 事 判 决 书
（2026）晋0802民初123号
  原告：卫春生，男，汉族，住山西省运城市盐湖区上郭乡中陈村。
  被告：裴桂兰，女，汉族，住山西省运城市临猗县北辛乡北辛村。
  原告卫春生与被告裴桂兰民间借贷纠纷一案，本院依法组成合议庭，公开开
庭进行了审理，现已审理终结。
  本院认为，合法的借贷关系受法律保护。原告提交的借条与转账记录相互
"""
JUDGMENT_2 = """
印证，本院予以采信。依照《中华人民共和国民法典》第六百七十五条、第六百
七十六条规定，判决如下：
  一、被告裴桂兰于本判决生效之日起十日内偿还原告卫春生借款50000元。
  如不服本判决，可以在判决书送达之日起十五日内上诉于运城市中级人民法院。
审判员 解晋生
二〇二六年五月六日
书记员 卢静
"""
