"""Filing with a file of 200 kB and its full legal record, against bare views that store the same bytes and rows.

Two requests on each side: the file is taken in; the filing is handed in. The product's draft and the floor's are made
alike beforehand. What the worker does later (looking into the file, making the complaint) is in neither.
"""

import io
import json
import random
from datetime import date
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bench import floor, plain, rows
from bench.caller import Caller, must
from bench.caller import floor as floor_application
from bench.caller import product as product_application
from bench.scene import COURT, DAY, Scene
from bench.turns import Pair, compare
from court.base.access.actor import Actor
from court.base.courts import clock
from court.base.people.models import Account
from court.site.demo import cast as people
from court.work.filing import drafts
from court.work.filing.models import Filing, FilingFile
from court.work.filing.tests.answers import FULL

SIZE = 200_000


class Photograph:
    """A photograph of a loan note of about SIZE bytes; each copy differs in a few bytes, so none is stored already."""

    def __init__(self) -> None:
        noise = Image.frombytes("RGB", (400, 400), random.Random(1).randbytes(480_000))
        low, high = 10, 95
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if len(self._jpeg(noise, middle)) < SIZE else (low, middle)
        self.content = self._jpeg(noise, low)
        self.content += b"\0" * max(0, SIZE - len(self.content) - 32)

    @staticmethod
    def _jpeg(picture: Image.Image, quality: int) -> bytes:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        return out.getvalue()

    def copy(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("借条.jpg", self.content + uuid4().bytes + uuid4().bytes, "image/jpeg")


class Filer:
    """A person at a phone, with drafts filled in but for the file."""

    def __init__(self, set_up: Scene):
        who = set_up.cast.people.somebody(on=DAY, age=(30, 50))
        account = people.outsider(who, clock.now())
        self.account = Account.objects.select_related("person").get(pk=account.pk)
        self.actor = Actor(self.account, DAY, fresh_factor=True)

    def draft(self) -> Filing:
        made = drafts.begin(self.actor, at=clock.now())
        kept = json.dumps(FULL, ensure_ascii=False)
        drafts.Draft.objects.filter(filing=made).update(answers=kept)
        Filing.objects.filter(pk=made.pk).update(court=COURT)
        made.refresh_from_db()
        return made


def measure(set_up: Scene, meter, rounds: int, times: int) -> list[dict]:
    filer, photograph = Filer(set_up), Photograph()
    product, bare = Caller(product_application(), filer.account), Caller(floor_application())
    recorded = _recorded(filer, product, photograph)
    folder = settings.COURT_HOME / "floor"
    folder.mkdir(exist_ok=True)

    def pair() -> Pair:
        Filing.objects.filter(state="draft").delete()
        one, two = filer.draft(), filer.draft()
        prepared = recorded.objects(two)
        floor.waiting.update(prepared, folder=folder)
        upload, hand_in = requests(product, one, photograph)
        file = must(302, bare.post("/file/", {"category": "evidence"}, {"files": photograph.copy()}))
        last = must(302, bare.post("/hand-in/", {"once": uuid4().hex, "token": "0"}))
        return Pair(lambda: (upload(), hand_in()), lambda: (file(), last()))

    most, aim = 4.6, 2.5
    return [{"bench": "filing", "input": recorded.told(len(photograph.copy())), "most": most, "aim": aim,
             **compare(pair, meter, rounds, times)}]  # fmt: skip


def requests(product: Caller, filing: Filing, photograph: Photograph) -> tuple:
    upload = product.post(f"/filings/{filing.pk}/files/", {"category": "evidence", "title": "借条"}, {"files": photograph.copy()})
    hand_in = product.post(f"/filings/{filing.pk}/submit/", {"once": uuid4().hex, "token": str(filing.version)})
    return must(302, upload), must(302, hand_in)


class _Recorded:
    """What the product wrote in both requests for one filing."""

    def __init__(self, filing: Filing, file: rows.Written, handed_in: rows.Written):
        self.filing, self.file, self.handed_in = filing, file, handed_in

    def objects(self, other: Filing) -> dict:
        known = {str(self.filing.pk): str(other.pk), self.filing.number: other.number}
        # The rows of the file come first; what the second request says of them must mean the new ones.
        first = rows.Renamer(self.file, known)
        again = {old: new for old, new in first.names.items() if old not in known}
        return {"file": plain.objects(self.file, first.names), "handed_in": plain.objects(self.handed_in, {**known, **again})}

    def told(self, size: int) -> str:
        both = self.file.count() + self.handed_in.count()
        tables = self.file.by_table() | self.handed_in.by_table()
        return f"a file of {size} bytes, {both} rows in two requests: " + ", ".join(sorted(tables))


def _recorded(filer: Filer, product: Caller, photograph: Photograph) -> _Recorded:
    for _ in range(2):  # the first one also fills what the process remembers
        filing = filer.draft()
        upload, hand_in = requests(product, filing, photograph)
        with rows.Recorder() as file:
            upload()
        with rows.Recorder() as handed_in:
            hand_in()
    handed = Filing.objects.get(pk=filing.pk)
    assert handed.state == Filing.State.SUBMITTED and FilingFile.objects.filter(filing=handed).count() == 1
    assert date.fromisoformat(handed.decide_by.isoformat()) > DAY
    return _Recorded(filing, file.written, handed_in.written)
