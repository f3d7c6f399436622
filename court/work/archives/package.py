"""The archive package: one ZIP with both volumes bound as PDF, every original, metadata, manifest and its signature.

    manifest.json     every file with SHA-256, SM3 and size, sorted by path
    manifest.p7s      the court's detached CMS signature over manifest.json
    manifest.tst      an RFC 3161 time stamp over manifest.p7s, where a time stamping authority is set up
    metadata.xml      the case, its parties' names, dates, retention
    volumes/*.pdf     正卷 and 副卷, bound as PDF/A-2b, with frozen page labels
    papers/<id>/<purpose>-<id>-<name>   renditions as they are in the dossier; several may have one name
    journal.jsonl     the case's chain of entries
"""
import io
import json
import zipfile
import zlib
from datetime import date
from xml.etree import ElementTree

from court.kit import blobs
from court.kit.press import archival, signing
from court.ports import registry
from court.ports.failure import NotProvided
from court.ports.timestamp import Stamped, TimeStamp
from court.spine.cases.models import Case
from court.spine.dossier import bundle as binder
from court.spine.dossier import places
from court.spine.dossier.models import Document, Rendition
from court.spine.journal.models import Entry

EPOCH = (1980, 1, 1, 0, 0, 0)
GONE = (Document.State.STRUCK, Document.State.REFUSED, Document.State.SPLIT)


class Faulty(ValueError):
    """A package that isn't what its manifest says; the text names the file, in Chinese."""


def build(case: Case, facts: dict, on: date) -> tuple[bytes, dict]:
    """(the ZIP, {"files", "pages"}). Equal dossiers give equal bytes but for the signature."""
    files = {"metadata.xml": metadata(case, facts), "journal.jsonl": journal(case)}
    pages = 0
    for volume in Document.Volume:
        placed = places.in_order(case, volume)
        if placed:
            files[f"volumes/{volume.value}.pdf"] = binder.bundle(case, volume, on=on, archival=True)
            pages += sum(one.pages for one in placed)
    for rendition in _renditions(case):
        files[f"papers/{rendition.document_id}/{rendition.purpose}-{rendition.pk}-{rendition.name}"] = blobs.read(rendition.sha256)
    manifest = _manifest(files)
    files["manifest.json"] = manifest
    files["manifest.p7s"] = signing.signer().sign_bytes(manifest, court=case.court.name, code=case.court_id)
    counts = {"files": len(files), "pages": pages}
    if token := _stamped(files["manifest.p7s"]):
        files["manifest.tst"] = token
    return _zip(files), counts


def _stamped(signature: bytes) -> bytes:
    """The time stamp; empty where no authority is set up. StampFailed when there is one and it gives none now."""
    try:
        authority = registry.get(TimeStamp)
    except NotProvided:
        return b""
    return authority.stamp(signature)


def _renditions(case: Case) -> list[Rendition]:
    found = Rendition.objects.filter(document__case=case).exclude(document__state__in=GONE)
    return list(found.filter(purpose__in=["original", "pdf", "signed"]).order_by("document_id", "id"))


def metadata(case: Case, facts: dict) -> bytes:
    root = ElementTree.Element("archive", {"xmlns": "urn:court:archive:1"})
    for name, value in {"number": case.number, "court": case.court.name, "title": case.title, "cause": case.cause,
                        "track": case.track, "docketed": case.docketed_on, "closed": case.closed_on,
                        "manner": case.close_manner, "effective": case.effective_on, **facts}.items():
        ElementTree.SubElement(root, name).text = "" if value is None else str(value)
    parties = ElementTree.SubElement(root, "parties")
    for party in case.parties.all():
        ElementTree.SubElement(parties, "party", {"role": party.role}).text = party.name
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def journal(case: Case) -> bytes:
    columns = [field.attname for field in Entry._meta.concrete_fields]
    rows = Entry.objects.filter(stream=case.stream).order_by("place").values(*columns)
    return "\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows).encode()


def _manifest(files: dict[str, bytes]) -> bytes:
    rows = []
    for path in sorted(files):
        found = blobs.digest(io.BytesIO(files[path]))
        rows.append({"path": path, "sha256": found.sha256, "sm3": found.sm3, "size": len(files[path])})
    return json.dumps({"format": "court-archive-1", "files": rows}, ensure_ascii=False, indent=1).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(files):
            packed.writestr(zipfile.ZipInfo(path, EPOCH), files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def verify(content: bytes) -> dict:
    """{"signer", "files", "stamped": Stamped or None}. Raises Faulty naming the first file that isn't what it should be."""
    packed = opened(content)
    signer, stamped = genuine(packed)
    rows = complete(packed)
    usable(packed, rows)
    return {"signer": signer, "files": len(rows), "stamped": stamped}


def opened(content: bytes) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        for name in ("manifest.json", "manifest.p7s"):
            packed.getinfo(name)
    except (zipfile.BadZipFile, KeyError, zlib.error) as broken:
        raise Faulty("归档包已损坏，缺少清单或者签名。") from broken
    return packed


def genuine(packed: zipfile.ZipFile) -> tuple[str, Stamped | None]:
    """真实性: the signer of the manifest, and the time stamp over the signature where there is one that can be checked."""
    try:
        signature = packed.read("manifest.p7s")
        signer = signing.signer().verify_bytes(packed.read("manifest.json"), signature)
    except (ValueError, zipfile.BadZipFile) as broken:
        raise Faulty("归档清单的签名无效。") from broken
    _of_the_court(packed, signer)
    if "manifest.tst" not in packed.namelist():
        return signer, None
    try:
        return signer, registry.get(TimeStamp).verify(signature, packed.read("manifest.tst"))
    except NotProvided:
        return signer, None
    except (ValueError, zipfile.BadZipFile) as broken:
        raise Faulty("归档包的时间戳无效。") from broken


def _of_the_court(packed: zipfile.ZipFile, signer: str) -> None:
    """The signature is that of the court whose case it says it is: another's valid certificate proves nothing here."""
    try:
        court = (ElementTree.fromstring(packed.read("metadata.xml")).findtext("{*}court") or "").strip()  # noqa: S314 - signed
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error):
        return  # usable() and complete() name it
    # The whole name: "某市A法院" has "A法院" in it and is another court. Certificates hold 64 characters of a name.
    if not court or signer != court[:64]:
        raise Faulty(f"归档包由“{signer}”签名，不是保管法院“{court}”的签名。")


def complete(packed: zipfile.ZipFile) -> dict[str, dict]:
    """完整性: every file is in the manifest and is what it says; gives the manifest's rows by path."""
    rows = {row["path"]: row for row in json.loads(packed.read("manifest.json"))["files"]}
    there = set(packed.namelist()) - {"manifest.json", "manifest.p7s", "manifest.tst"}
    if odd := sorted(there ^ rows.keys()):
        raise Faulty(f"归档包与清单不一致：{odd[0]}")
    for path, row in rows.items():
        try:
            found = blobs.digest(io.BytesIO(packed.read(path)))
        except (zipfile.BadZipFile, zlib.error) as broken:
            raise Faulty(f"文件已损坏：{path}") from broken
        if (found.sha256, found.sm3) != (row["sha256"], row["sm3"]):
            raise Faulty(f"文件内容与清单不一致：{path}")
    return rows


def usable(packed: zipfile.ZipFile, paths) -> None:
    """可用性: the metadata can be read, and each bound volume is PDF/A-2b."""
    try:
        ElementTree.fromstring(packed.read("metadata.xml"))  # noqa: S314 - the manifest's signature covers it
    except (KeyError, ElementTree.ParseError) as broken:
        raise Faulty("元数据缺失或者不能读取：metadata.xml") from broken
    for path in paths:
        if path.startswith("volumes/") and (found := archival.faults(packed.read(path))):
            raise Faulty(f"卷册不符合PDF/A-2b：{path}（{found[0][:80]}）")
