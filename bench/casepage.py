"""The judge's case page, against a bare view that reads the same rows and lists them."""

from bench import acts, floor
from bench.caller import Caller, must
from bench.caller import floor as floor_application
from bench.caller import product as product_application
from bench.scene import Scene
from bench.turns import Pair, compare
from court.base.access.models import ReadRecord
from court.base.courts import clock
from court.base.people.models import Account
from court.kit.ids import new_id
from court.site.demo.life import Life
from court.spine.journal.models import Entry


def called(set_up: Scene) -> Life:
    """A case served, answered, with its hearing planned."""
    life = acts.assigned(set_up)
    life.after(1).send_papers()
    life.after(2).serve_all()
    life.after(1).join()
    life.after(4).answer()
    life.after(1).schedule()
    clock.set_court_time(max(clock.now(), life.at(17)))
    return life


def measure(set_up: Scene, meter, rounds: int, times: int) -> list[dict]:
    case = called(set_up).case
    judge = Account.objects.select_related("person", "court").get(pk=case.judge_id)
    page = must(200, Caller(product_application(), judge).get(f"/staff/case/{case.pk}/"))
    bare = must(200, Caller(floor_application()).get(f"/case/?case={case.pk}"))
    size, plain = len(page().content), ReadRecord.objects.filter(stream=case.stream).order_by("-id").values().first()

    def pair() -> Pair:
        floor.waiting["read"] = {**plain, "id": new_id()}
        return Pair(page, bare)

    entries = Entry.objects.filter(stream=case.stream).count()
    input_ = f"a case after answer, hearing planned: {entries} journal entries, {case.documents.count()} papers, page of {size} bytes"
    return [{"bench": "case page", "input": input_, "most": 8.0, "aim": 4.5, **compare(pair, meter, rounds, times)}]
