"""The four checks of an electronic archive (真实性、完整性、可用性、安全性), each with what was found."""
import zipfile
from dataclasses import dataclass

from court.kit import blobs
from court.kit.days import stamp
from court.ports import registry
from court.ports.failure import NotProvided, OutsideFailed
from court.ports.scanner import Scanner
from court.work.archives import package
from court.work.archives.models import Archive

# What belongs into an archive; anything that runs does not.
RUNS = (".exe", ".dll", ".com", ".bat", ".cmd", ".js", ".vbs", ".ps1", ".sh", ".jar", ".msi", ".scr", ".html", ".htm", ".svg")


@dataclass(frozen=True)
class Finding:
    """`good` None: could not be checked here."""

    name: str
    good: bool | None
    words: str


def of_archive(archive: Archive) -> list[Finding]:
    try:
        return of_package(blobs.read(archive.package_sha256))
    except (blobs.Damaged, OSError):
        return [Finding("完整性", False, "归档包文件缺失或者已损坏。")]


def of_package(content: bytes) -> list[Finding]:
    """All four, whatever the first ones say; only the first where the package can't be opened."""
    try:
        packed = package.opened(content)
    except package.Faulty as fault:
        return [Finding("完整性", False, str(fault))]
    return [_held("真实性", lambda: _genuine(packed)), _held("完整性", lambda: f"{len(package.complete(packed))}个文件与清单一致。"),
            _held("可用性", lambda: _usable(packed)), _safe(packed, content)]


def _held(name: str, check) -> Finding:
    try:
        return Finding(name, True, check())
    except package.Faulty as fault:
        return Finding(name, False, str(fault))
    except (zipfile.BadZipFile, KeyError, ValueError):
        return Finding(name, False, "归档包内的文件不能读取。")


def _genuine(packed: zipfile.ZipFile) -> str:
    signer, stamped = package.genuine(packed)
    if stamped:
        return f"签名有效（{signer}）；时间戳有效（{stamped.by}，{stamp(stamped.at)}）。"
    if "manifest.tst" in packed.namelist():
        return f"签名有效（{signer}）；本机未配置时间戳服务，时间戳未核验。"
    return f"签名有效（{signer}）；制作时未配置时间戳服务，没有时间戳。"


def _usable(packed: zipfile.ZipFile) -> str:
    volumes = [name for name in packed.namelist() if name.startswith("volumes/")]
    package.usable(packed, packed.namelist())
    return f"元数据可读；{len(volumes)}册卷册符合PDF/A-2b。"


def _safe(packed: zipfile.ZipFile, content: bytes) -> Finding:
    """No path that leads out, nothing encrypted or that runs; clean for the scanner where one is set up."""
    for one in packed.infolist():
        if one.filename.startswith(("/", "\\")) or ".." in one.filename.split("/") or one.flag_bits & 1:
            return Finding("安全性", False, f"文件路径异常或者已加密：{one.filename[:80]}")
        if one.filename.lower().endswith(RUNS):
            return Finding("安全性", False, f"含有可执行内容：{one.filename[:80]}")
    try:
        found = registry.get(Scanner).scan([content])
    except NotProvided:
        return Finding("安全性", True, "没有可执行内容、加密文件；未配置病毒扫描服务。")
    except OutsideFailed as failure:
        return Finding("安全性", None, failure.why)
    return Finding("安全性", found.clean, "没有可执行内容、加密文件；病毒扫描通过。" if found.clean else f"病毒扫描发现{found.threat}。")
