"""Debian's packages: which feature needs which, and how they come onto this machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]

RUN = {
    "fonts-noto-cjk": "printing the court's papers in Chinese",
    "fonts-hanazono": "the rarest characters (生僻字) in the court's papers",
}
TEST = RUN | {
    "poppler-utils": "tests that read PDF files back",
    "chromium": "tests in a real browser",
    "fonts-arphic-uming": "pages in other fonts, to measure reading (宋)",
    "fonts-arphic-ukai": "pages in other fonts, to measure reading (楷)",
    "fonts-wqy-zenhei": "pages in other fonts, to measure reading (黑)",
    "fonts-wqy-microhei": "pages in other fonts, to measure reading (微黑)",
    "fonts-lxgw-wenkai": "notes as if by hand, to measure reading",
    "postgresql-15": "tests on Debian's PostgreSQL (the PyPI wheel serves instead)",
}
BENCH = TEST | {
    "tesseract-ocr": "the bench beside OCRmyPDF (python -m bench ocr)",
    "tesseract-ocr-chi-sim": "the same bench: tesseract's Chinese",
    "tesseract-ocr-osd": "the same bench: tesseract turns pages",
    "ghostscript": "the same bench: OCRmyPDF's PDF/A",
}
FOR = {"run": RUN, "test": TEST, "bench": BENCH}

FANDOL_PACKAGE = "texlive-lang-chinese"
FANDOL_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"


def install(packages: dict[str, str], say: Say) -> bool:
    """Install what is missing, as root; otherwise name the features that wait. Whether all of it is there now."""
    missing = [name for name in packages if not is_installed(name)]
    if not missing:
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"installing Debian packages: {' '.join(missing)}")
        if not apt_get("install", "-y", "--no-install-recommends", *missing):
            apt_get("update")
            for name in missing:
                apt_get("install", "-y", "--no-install-recommends", name)
    waiting = [name for name in missing if not is_installed(name)]
    for name in waiting:
        say(f"without Debian's {name} this waits: {packages[name]} (as root: apt-get install {name})")
    return not waiting


def is_installed(name: str) -> bool:
    """Whether dpkg has it, or, for a program, whether another one of that name is on the path."""
    if shutil.which("dpkg-query"):
        asked = subprocess.run(["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False)
        if asked.stdout == "install ok installed":
            return True
    return shutil.which(name) is not None


def apt_get(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *arguments]
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


def fetch_fonts(target: Path, say: Say) -> None:
    """The Fandol faces (仿宋, 宋, 黑, 楷): a few files of a large package, taken out without installing it."""
    if any(target.glob("Fandol*.otf")) or Path("/", FANDOL_FOLDER).is_dir():
        return
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        say(f"without the Fandol fonts ({FANDOL_PACKAGE}) papers are set in Noto instead")
        return
    say("fetching the Fandol fonts for the court's papers (49 MB, once)")
    with tempfile.TemporaryDirectory(prefix="fandol-") as folder:
        Path(folder).chmod(0o755)
        if not _download(FANDOL_PACKAGE, folder) and not (apt_get("update") and _download(FANDOL_PACKAGE, folder)):
            say("the Fandol fonts could not be fetched now: papers are set in Noto instead")
            return
        package = next(Path(folder).glob("*.deb"))
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        target.mkdir(parents=True, exist_ok=True)
        for font in Path(folder, FANDOL_FOLDER).glob("*.otf"):
            shutil.copy(font, target / font.name)


def _download(package: str, folder: str) -> bool:
    asked = subprocess.run(
        ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package], cwd=folder, check=False
    )
    return asked.returncode == 0 and any(Path(folder).glob("*.deb"))
