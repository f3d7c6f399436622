"""court archive: check archive packages, those the court keeps or files that were taken out of it."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser("archive", help="check archive packages")
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = inner.add_parser(
        "verify", help="manifest, signature, digests of every file, metadata, PDF/A-2b of the bound volumes",
        description="Check packages: the manifest's signature (真实性), every file against its SHA-256 and SM3 (完整性), "
        "the time stamp where there is one, readable metadata and PDF/A-2b volumes (可用性), nothing that runs (安全性). "
        "Exit 0 when all are good, 1 when one is not, 2 when there is none.")
    verify.add_argument("files", nargs="*", type=Path, help="packages (.zip); all that the court keeps when left out")
    verify.add_argument("--all", action="store_true", help="all that the court keeps (as with no files)")
    verify.add_argument("--json", action="store_true", help="for programs")
    verify.set_defaults(run=run_verify)


def run_verify(arguments: argparse.Namespace) -> int:
    """A line a package as it is checked, then a count."""
    rows = []
    for name, content in _packages(arguments.files):
        rows.append(_checked(name, content))
        if not arguments.json:
            row = rows[-1]
            print(f"{row['package']}: " + (f"good, {row['files']} files, signed by {row['signer']}, {row['stamped']}" if row["good"]
                                           else row["fault"]), flush=True)
    bad = sum(not row["good"] for row in rows)
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print(f"{len(rows) - bad} good, {bad} faulty")
    return 1 if bad else 0 if rows else 2


def _checked(name: str, content: bytes | None) -> dict:
    from court.work.archives import fourfold, package

    try:
        if content is None:
            raise package.Faulty("归档包文件缺失或者已损坏。")
        found = package.verify(content)
        if unsafe := next((one for one in fourfold.of_package(content) if one.good is False), None):
            raise package.Faulty(unsafe.words)
    except package.Faulty as fault:
        return {"package": name, "good": False, "fault": str(fault)}
    return {"package": name, "good": True, "files": found["files"], "signer": found["signer"],
            "stamped": found["stamped"].at.isoformat() if found["stamped"] else "not stamped"}


def _packages(files: list[Path]) -> Iterator[tuple[str, bytes | None]]:
    """(name, content) of each package; None where its content can't be had."""
    from court.kit import blobs
    from court.work.archives.models import Archive

    if files:
        for file in files:
            yield str(file), file.read_bytes() if file.is_file() else None
        return
    for archive in Archive.objects.exclude(package_sha256="").order_by("pk").iterator(chunk_size=100):
        try:
            yield archive.number, blobs.read(archive.package_sha256)
        except (blobs.Damaged, OSError):
            yield archive.number, None
