"""A case with people who have phones, and a carrier on this machine that speaks its real protocol."""

from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from court.base.courts import clock
from court.base.people.models import Person
from court.outside.sms.client import AliyunSms, Carrier
from court.outside.sms.standin import SmsStandIn, demo_codes
from court.outside.wire.http import Wire
from court.outside.wire.serve import Served, serving
from court.ports import registry
from court.ports.sms import Sms, SmsFailed
from court.spine.cases.models import Case
from court.spine.cases.tests.stage import Stage, build, moment
from court.spine.errands import worker
from court.spine.messages.models import Delivery, Message
from court.spine.tasks.models import Task

PHONES = {"plaintiff": "12000000011", "defendant": "12000000012", "lawyer": "12000000013", "stranger": "12000000014"}


@dataclass
class Scene:
    """`at` is the court's moment; `work` does all errands due then."""

    stage: Stage
    carrier: Served
    client: AliyunSms
    at: object = None

    def phones(self, who: str) -> list[str]:
        """The text messages a person's phone shows, oldest first."""
        answer = httpx.get(f"{self.carrier.base_url}/standin/messages?phone={PHONES[who]}", trust_env=False)
        return [one["content"] for one in answer.json()]

    def work(self, **later) -> int:
        self.at += timedelta(**later)
        return worker.drain()

    def quiet_case(self, **special) -> Case:
        """A case about which everything was told already, by whatever room, and is out of the way."""
        case = self.stage.case(**special)
        worker.drain()
        Delivery.objects.all().delete()
        Message.objects.all().delete()
        Task.objects.filter(kind="contact_failed").delete()
        self.carrier.standin.forget()
        return case

    def person(self, who: str) -> Person:
        return Person.objects.get(pk=self.stage.accounts[who].person_id)

    def dial(self, who: str, number: str) -> None:
        Person.objects.filter(pk=self.stage.accounts[who].person_id).update(phone=number)

    def fault(self, **how) -> None:
        httpx.post(f"{self.carrier.base_url}/standin/faults", json=how, trust_env=False)


@pytest.fixture
def carrier():
    scenes = []
    standin = SmsStandIn("key", "word", now=lambda: scenes[0].at if scenes else moment())
    with serving(standin) as served:
        served.scenes = scenes
        yield served


@pytest.fixture
def scene(db, carrier, monkeypatch):
    wire = Wire(carrier.base_url, SmsFailed, timeout=1)
    client = AliyunSms(wire, Carrier("key", "word", "运城法院", demo_codes()))
    scene = Scene(build(), carrier, client, moment())
    carrier.scenes.append(scene)
    monkeypatch.setattr(clock, "now", lambda: scene.at)
    for who, number in PHONES.items():
        person = scene.person(who)
        person.phone, person.verified_at = number, moment()
        person.save()
    for account in scene.stage.accounts.values():
        account.refresh_from_db()
    with registry.provided(Sms, client):
        yield scene
