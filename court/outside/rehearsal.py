"""All stand-ins in one process, for a demo on this machine. They know nothing of Django: a small process does.

Their keys, what they remember and the outside.toml that leads the court to them are in one folder, theirs alone.
"""

import json
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from court.kit.press import authority
from court.outside.payment.standin import PaymentStandIn
from court.outside.realname.standin import RealNameStandIn
from court.outside.scanner.standin import ScannerStandIn
from court.outside.sms.standin import SmsStandIn, demo_codes
from court.outside.wire.serve import Served

# Where they listen unless another program does; the court reads the true ports from outside.toml.
PORTS = {"payment": 8911, "sms": 8912, "realname": 8913, "scanner": 8914, "timestamp": 8915}
SIGN_NAME = "运城法院示意"


class Rehearsal:
    """The stand-ins, served from the moment it is made until `stop`.

    folder  theirs, made when it is missing, readable by its owner only
    now     the court's clock
    ports   0 for any free one
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], ports: dict[str, int] | None = None):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder, ports = folder, ports or PORTS
        payment = PaymentStandIn(folder / "payment", folder / "payment.sqlite3", now=now)
        words = {name: _secret(folder / f"{name}_secret") for name in ("sms", "realname")}
        sms = SmsStandIn("standin", words["sms"], folder / "sms.sqlite3", now=now)
        realname = RealNameStandIn("standin", words["realname"], folder / "realname.sqlite3")
        from court.outside.timestamp.standin import TimeStampStandIn  # pyHanko: for this process alone

        stamps = TimeStampStandIn(folder / "timestamp", now=now)
        self.served = {one.name: Served(one, ports[one.name]) for one in (payment, sms, realname, stamps)}
        self.scanner = ScannerStandIn(ports["scanner"])
        self._lead()

    def addresses(self) -> list[tuple[str, str]]:
        """What each is called and where people or programs find it."""
        found = [(one.standin.title, one.base_url) for one in self.served.values()]
        return [*found, (self.scanner.title, f"127.0.0.1:{self.scanner.port}")]

    def stop(self) -> None:
        for one in self.served.values():
            one.stop()
        self.scanner.stop()

    def _lead(self) -> None:
        """Write the outside.toml of this rehearsal, whole or not at all."""
        file = self.folder / "outside.toml"
        fresh = file.with_suffix(".new")
        fresh.write_text(self._configuration(), "utf-8")
        os.replace(fresh, file)

    def _configuration(self) -> str:
        keys = self.folder / "payment"
        serials = json.loads((keys / "serials.json").read_text())
        payment = {
            "address": self.served["payment"].base_url, "mchid": serials["mchid"], "appid": serials["appid"],
            "serial": serials["merchant"], "key": str(keys / "merchant_key.pem"), "api_key": str(keys / "api_key"),
        }
        sms = {"address": self.served["sms"].base_url, "key_id": "standin", "sign_name": SIGN_NAME,
               "secret": str(self.folder / "sms_secret")}
        realname = {"address": self.served["realname"].base_url, "secret_id": "standin",
                    "secret": str(self.folder / "realname_secret")}
        tables = {
            "payment": payment, "payment.platform_keys": {serials["platform"]: str(keys / "platform_public.pem")},
            "sms": sms, "sms.codes": demo_codes(), "realname": realname,
            "scanner": {"host": "127.0.0.1", "port": self.scanner.port},
            "timestamp": {"address": self.served["timestamp"].base_url, "roots": [str(_root(self.folder / "timestamp"))]},
        }
        head = "# Written by `court standins` at its start. No database but a demo obeys it.\ndemo = true\n"
        return head + "".join(_table(name, rows) for name, rows in tables.items())


def _table(name: str, rows: dict[str, Any]) -> str:
    """A TOML table: JSON's strings and whole numbers are TOML's as well."""
    lines = [f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items()]
    return f"\n[{name}]\n" + "".join(lines)


def _root(folder: Path) -> Path:
    """The certificate under which the stand-in's stamps are trusted, without the key that lies beside it."""
    file = folder / "root.crt"
    file.write_bytes(authority.root(folder).certificate.public_bytes(Encoding.PEM))
    return file


def _secret(file: Path) -> str:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(24))
    return file.read_text()
