"""Ports as the tests of this room need them: a carrier that remembers, a register that knows who is who."""

from court.ports.realname import RealNameFailed, Verdict
from court.ports.sms import SmsFailed


class Carrier:
    """Keeps what it was given: sent[-1] is (phone, template, values)."""

    def __init__(self):
        self.sent, self.down = [], False

    def send(self, phone, template, values, *, key, perhaps_sent=None):
        if self.down:
            raise SmsFailed("短信平台无应答。")
        self.sent.append((phone, template, dict(values)))
        return f"receipt-{len(self.sent)}"

    def fate(self, phone, key, sent_on):
        return None

    def last_code(self) -> str:
        return self.sent[-1][2]["code"]


class Register:
    """Knows pairs of name and number; says no to all others, and nothing when it is down."""

    def __init__(self, *known):
        self.known, self.asked, self.down = set(known), [], False

    def check(self, name, id_number):
        self.asked.append((name, id_number))
        if self.down:
            raise RealNameFailed("核验服务无应答。")
        matches = (name, id_number) in self.known
        return Verdict(matches, f"r{len(self.asked)}", "" if matches else "姓名与证件号码不一致。")
