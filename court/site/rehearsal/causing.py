"""The cause of a row in today's table. A label of the data set stands; a guess is checked against what is asked for."""

import re

from law import causes
from law.answer import LawError

LOAN, BANK_LOAN, DIVORCE, SALE = "民间借贷纠纷", "金融借款合同纠纷", "离婚纠纷", "买卖合同纠纷"
ROAD, INJURY = "机动车交通事故责任纠纷", "工伤保险待遇纠纷"
LENDERS = re.compile(r"银行|信用社|信用合作|农商|小额贷款|小贷|信托|资产管理|融资担保|消费金融|财务公司|金融借款")
# Who took a bank's claim over sues on the bank's loan.
ASSIGNED = re.compile(r"债权转让|受让[^。]{0,20}债权|不良(?:资产|债权)|最高额(?:抵押|保证)")
# The plaintiff stands at the head of a complaint; later on a bank is often only where the money went through.
HEAD = 120


def cause_of(row: dict, items: list[str], supplied: list[str]) -> causes.Cause:
    """Today's cause: by the mapped name or code of the data set, by its own or a former name, by the checked guess."""
    known = _known(row, ("cause_2025", "cause"), ("cause_code",))
    if known:
        return known
    guess = _known(row, ("cause_guess",), ("cause_guess_code",))
    better = _better(row, guess.name if guess else "", items)
    if guess and better in ("", guess.name):
        return guess
    supplied.append(f"案由（原标注为推测的{guess.name}，与请求不符）" if guess else "案由")
    return causes.named("civil", better or SALE)


def _known(row: dict, names: tuple[str, ...], codes: tuple[str, ...]) -> causes.Cause | None:
    for name in names:
        if row.get(name):
            try:
                return causes.named("civil", str(row[name]))
            except LawError:
                continue
    for code in codes:
        if row.get(code) in causes.tree("civil"):
            return causes.by_code("civil", str(row[code]))
    return None


def _better(row: dict, guess: str, items: list[str]) -> str:
    """The cause that the requests point to where the guess can't be right; empty where nothing speaks against it."""
    text, asked = str(row.get("claims") or ""), "；".join(items)
    assigned = bool(ASSIGNED.search(text) and LENDERS.search(text))
    lender = assigned or bool(LENDERS.search(text[:HEAD])) or "金融借款" in str(row.get("court_view") or "")
    if guess == DIVORCE and not re.search("离婚|婚姻|夫妻关系", asked) and re.search("借款|欠款|本金", asked):
        return BANK_LOAN if lender else LOAN
    if re.search("离婚(?!协议|后|证)|解除[^，。；]{0,8}婚姻关系", asked):
        return DIVORCE
    if guess == ROAD and "工伤" in asked:
        return INJURY
    if guess == BANK_LOAN and not lender:
        return LOAN
    if not guess and re.search("借|贷", text):
        return BANK_LOAN if lender else LOAN
    return ""
