"""Invented people, companies and places of the demo. Everything follows from the random source given."""
import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from court.base.people import identity

DATA = Path(__file__).parent / "data"
SURNAMES = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚"
            "谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文卫裴解尚柴")
MALE = [
    "建国", "建军", "志强", "志刚", "文斌", "俊杰", "晓东", "海涛", "永强", "国庆", "占军", "红卫", "新民", "春生",
    "学文", "立新", "宏伟", "振华", "运生", "根旺", "长林", "喜来", "东升", "晋生", "博", "磊", "鹏", "涛", "凯",
    "勇", "斌", "超", "浩然", "子轩", "明辉", "泽宇", "家豪", "天佑", "文博", "兴业",
]
FEMALE = [
    "秀英", "桂兰", "玉兰", "淑珍", "春梅", "秋菊", "红霞", "丽娟", "晓燕", "海燕", "雪梅", "巧玲", "爱琴", "月娥",
    "小红", "金花", "瑞芳", "会玲", "彩霞", "香莲", "静", "敏", "娜", "婷", "倩", "欣怡", "梓涵", "雨桐", "思琪",
    "佳慧", "晓雯", "玥", "珺", "诗涵", "艳丽", "文静", "亚楠", "冬梅", "慧芳", "丽萍",
]
TRADES = {"商贸": "日用百货批发零售", "建材": "建筑材料销售", "农业科技": "农业技术开发", "物业服务": "物业管理服务", "装饰工程": "室内装饰装修",
          "运输": "道路货物运输", "食品": "食品加工销售", "机械": "机械设备制造", "房地产开发": "房地产开发经营", "果品": "水果收购仓储销售"}
WORDS = [
    "鸿运", "禹都", "盐湖", "中条", "河东", "晋南", "关圣", "鹳雀", "舜帝", "条山", "涑水", "姚暹", "古虞", "瑞禾",
    "恒泰", "德昌", "兴源", "永盛", "金池", "嘉禾",
]


@dataclass(frozen=True)
class Somebody:
    """An invented natural person."""

    name: str
    sex: str
    born_on: date
    id_number: str
    phone: str
    address: str
    ethnicity: str = "汉族"


@dataclass(frozen=True)
class Company:
    name: str
    uscc: str
    address: str
    head: Somebody
    phone: str
    business: str


@cache
def villages() -> list[tuple[str, str]]:
    """(county, address) of villages and neighbourhoods of Yuncheng; public names of places, not of people."""
    with (DATA / "places.csv").open(encoding="utf-8") as lines:
        return [(row["county"], row["address"]) for row in csv.DictReader(lines)]


class People:
    """A source of people who never repeat a name or a number within one demo."""

    def __init__(self, chance: Random):
        self.chance = chance
        self._names: set[str] = set()
        self._orders: dict[date, int] = {}
        self._phones = 0
        self._companies: set[str] = set()

    def somebody(self, *, sex: str | None = None, age: tuple[int, int] = (22, 74), on: date = date(2026, 3, 1)) -> Somebody:
        sex = sex or self.chance.choice("男女")
        name = self._fresh_name(sex)
        born_on = on - timedelta(days=self.chance.randint(age[0] * 365 + 30, age[1] * 365))
        order = self._orders[born_on] = self._orders.get(born_on, -1) + 1
        return Somebody(name, sex, born_on, identity.demo_resident_number(born_on, order, male=sex == "男"), self.phone(), self.address())

    def _fresh_name(self, sex: str) -> str:
        while True:
            name = self.chance.choice(SURNAMES) + self.chance.choice(MALE if sex == "男" else FEMALE)
            if name not in self._names:
                self._names.add(name)
                return name

    def phone(self) -> str:
        """A mobile number of a range that no carrier gave out; the stand-in of the carrier answers it."""
        self._phones += 1
        return identity.demo_phone(self._phones)

    def address(self, county: str | None = None) -> str:
        places = [p for p in villages() if county is None or p[0] == county] or villages()
        return f"山西省运城市{self.chance.choice(places)[1]}{self.chance.randint(1, 180)}号"

    def company(self) -> Company:
        trade, business = self.chance.choice(list(TRADES.items()))
        while True:
            name = f"运城市{self.chance.choice(WORDS)}{trade}有限公司（示例）"
            if name not in self._companies:
                self._companies.add(name)
                break
            trade, business = self.chance.choice(list(TRADES.items()))
        return Company(name, identity.demo_social_credit_code(len(self._companies)), self.address("盐湖区"), self.somebody(age=(30, 60)), self.phone(),
                       business)
