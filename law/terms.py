"""The words facts come in: one key a thing, with the Chinese names that mean the same."""
from collections.abc import Mapping

from law.answer import LawError

DOMAINS = {
    "civil": ("民事", "民商事", "商事"),
    "criminal": ("刑事",),
    "admin": ("行政", "administrative"),
    "enforcement": ("执行", "enf"),
    "compensation": ("国家赔偿", "赔偿", "comp"),
    "bankruptcy": ("破产", "强制清算"),
}
PROCEDURES = {
    "ordinary": ("普通程序", "普通", "ordinary_first", "ordinary_first_instance", "一审普通程序"),
    "simplified": ("简易程序", "简易", "summary", "simplified_first"),
    "small_claims": ("小额诉讼", "小额诉讼程序", "小额", "small"),
    "fast": ("速裁", "速裁程序", "刑事速裁"),
    "special": ("特别程序",),
    "second_instance": ("二审", "第二审", "second", "second_instance_ordinary", "ordinary_second"),
    "retrial": ("再审", "审判监督程序"),
}
LEVELS = {
    "basic": ("基层", "基层人民法院", "基层法院"),
    "intermediate": ("中级", "中级人民法院", "中院"),
    "high": ("高级", "高级人民法院", "高院"),
    "supreme": ("最高", "最高人民法院", "最高法", "spc"),
}
DOCUMENTS = {
    "judgment": ("判决", "判决书", "民事判决书", "刑事判决书", "行政判决书"),
    "ruling": ("裁定", "裁定书", "民事裁定书", "刑事裁定书", "行政裁定书"),
    "mediation": ("调解书", "民事调解书", "行政调解书", "调解"),
    "decision": ("决定", "决定书"),
    "payment_order": ("支付令",),
}


def key(table: Mapping[str, tuple[str, ...]], value: str, what: str) -> str:
    """The key of `table` that `value` names, in English or Chinese. Raises LawError("bad_input")."""
    if value in table:
        return value
    for found, names in table.items():
        if value in names:
            return found
    choices = "、".join(names[0] for names in table.values())
    raise LawError("bad_input", f"{what}“{value}”无法识别，可以填写：{choices}。")


def label(table: Mapping[str, tuple[str, ...]], found: str) -> str:
    """The Chinese name of a key."""
    return table[found][0]


def domain(value: str) -> str:
    """civil, criminal, admin, enforcement, compensation or bankruptcy, from either language."""
    return key(DOMAINS, value, "案件类别")


def procedure(value: str) -> str:
    """ordinary, simplified, small_claims, fast, special, second_instance or retrial."""
    return key(PROCEDURES, value, "审理程序")


def level(value: str) -> str:
    """basic, intermediate, high or supreme."""
    return key(LEVELS, value, "法院层级")


def document(value: str) -> str:
    """judgment, ruling, mediation, decision or payment_order."""
    return key(DOCUMENTS, value, "文书种类")
