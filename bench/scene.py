"""The court in which everything is measured: the demo's reference data and cast, invented cases lived by real acts."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.apps import apps

from court.base.access.actor import Actor
from court.base.courts import actions as courts
from court.base.courts import clock
from court.base.courts.models import Court
from court.base.people.models import Account
from court.kit.days import moment_at
from court.site.demo import cast as people
from court.site.demo import life as lives
from court.site.demo.cast import Cast
from court.site.demo.life import Life
from court.spine.cases.models import Case
from court.work.assignment.actions import commit
from court.work.hearings.models import Courtroom

DAY = date(2026, 3, 9)
SEED = 20260309
COURT = "晋0802"


@dataclass
class Scene:
    cast: Cast
    court: Court
    seed: int = 0

    def life(self) -> Life:
        """A case between two people with counsel, docketed today: the same dispute every time, between others."""
        while True:
            life = lives.begin(self.cast, self.court, DAY, Random(self.seed), counsel=True)
            if life.plaintiff and life.defendant and life.case.track == "simplified":
                return life
            self.seed += 1

    def actor(self, office: str) -> Actor:
        actor = Actor(self.account(office), DAY, fresh_factor=True, address="127.0.0.1", page="/")
        assert actor.appointments
        return actor

    def account(self, office: str, place: int = 0) -> Account:
        found = self.cast.of(COURT, office)[place]
        return Account.objects.select_related("person", "court").get(pk=found.pk)


def build() -> Scene:
    """Into an empty database, marked as a demo; the court's clock stands on a Monday morning."""
    clock.mark_demo()
    clock.set_court_time(moment_at(DAY, 9))
    courts.load_reference()
    cast = people.make(Random(SEED), clock.now() - timedelta(days=30))
    for court in Court.objects.exclude(level=Court.Level.HIGH):
        Courtroom.objects.bulk_create(Courtroom(court=court, name=f"第{n}审判庭") for n in range(1, 4))
        commit(court, clock.now())
    return Scene(cast, Court.objects.get(code=COURT))


def family(case: Case) -> list[str]:
    """The ids of the case and of all rows that hang on it, in an order that is the same for cases of one shape."""
    found = [str(case.pk)]
    for model in sorted(apps.get_models(), key=lambda one: one._meta.label):
        if path := way_to_case(model):
            rows = model._default_manager.filter(**{path: case.pk}).order_by("pk").values_list("pk", flat=True)
            found += [str(pk) for pk in rows if isinstance(pk, int)]
    return found


def way_to_case(model) -> str:
    """The look-up from a model to the case it hangs on, itself or through one other row; empty: not at all."""
    own = [one for one in model._meta.concrete_fields if one.is_relation]
    if any(one.name == "case" for one in own):
        return "case_id"
    for one in own:
        if any(two.name == "case" and two.is_relation for two in one.related_model._meta.concrete_fields):
            return f"{one.name}__case_id"
    return ""
