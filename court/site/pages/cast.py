"""Who and what an invented paper speaks of, all from one random source."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from court.kit import money
from court.site.demo import disputes
from court.site.demo.names import People, Somebody
from law import courts


@dataclass
class Cast:
    """One invented case: two people, a court, a number, a dispute."""

    chance: Random

    def __post_init__(self) -> None:
        self.people = People(self.chance)
        self.one, self.other, self.third = (self.people.somebody() for _ in range(3))
        self.on = date(2019, 1, 10) + timedelta(days=self.chance.randint(0, 2400))
        code = self.chance.choice([row for row in courts.courts() if row.startswith("晋08") and len(row) == 5])
        self.court = courts.courts()[code]
        self.number = f"（{self.on.year}）{code}民初{self.chance.randint(1, 4999)}号"
        self.dispute = disputes.invent(self.chance, self.one.name, self.other.name, self.on)
        self.company = self.people.company().name.removesuffix("（示例）")
        self.judge, self.clerk = (self.people.somebody().name for _ in range(2))

    def day(self, least: int = 0, most: int = 400) -> date:
        return self.on - timedelta(days=self.chance.randint(least, most))

    def sum(self) -> int:
        return self.chance.choice([2_600, 5_000, 8_800, 12_000, 20_000, 36_500, 50_000, 80_000, 150_000, 268_000])

    def pick(self, *choices: str) -> str:
        return self.chance.choice(choices)


def day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


NUMERALS = "〇一二三四五六七八九"


def day_in_numerals(on: date) -> str:
    """二〇二六年十一月二十三日"""
    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (NUMERALS[ones] if ones else "")

    return f"{''.join(NUMERALS[int(one)] for one in str(on.year))}年{small(on.month)}月{small(on.day)}日"


def words_of(yuan: int) -> str:
    return money.in_words(yuan * 100).removeprefix("人民币")


def who(person: Somebody, role: str, *, number: bool = True, phone: bool = True) -> str:
    parts = [f"{role}：{person.name}", person.sex, person.ethnicity, f"住{person.address}"]
    parts += [f"公民身份号码{person.id_number}"] if number else []
    parts += [f"联系电话{person.phone}"] if phone else []
    return "，".join(parts) + "。"
