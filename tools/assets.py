#!/usr/bin/env python3
"""Copy the front-end files that pages use from node_modules into court/kit/static/vendor."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
TARGET = ROOT / "court" / "kit" / "static" / "vendor"

# The legacy build of pdf.js also runs on the older phones of litigants; without its cmaps many Chinese PDFs are blank.
FILES = {
    "pdfjs/pdf.min.mjs": "pdfjs-dist/legacy/build/pdf.min.mjs",
    "pdfjs/pdf.worker.min.mjs": "pdfjs-dist/legacy/build/pdf.worker.min.mjs",
    "pdfjs/LICENSE": "pdfjs-dist/LICENSE",
    "pdfjs/cmaps": "pdfjs-dist/cmaps",
    "pdfjs/standard_fonts": "pdfjs-dist/standard_fonts",
    "pdfjs/wasm": "pdfjs-dist/wasm",
    "signature_pad/signature_pad.min.js": "signature_pad/dist/signature_pad.min.js",
    "signature_pad/LICENSE": "signature_pad/LICENSE",
}


def copy() -> int:
    """Lay the target anew and give the number of files in it."""
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for to, source in FILES.items():
        place = fresh / to
        place.parent.mkdir(parents=True, exist_ok=True)
        if (MODULES / source).is_dir():
            shutil.copytree(MODULES / source, place)
        else:
            shutil.copyfile(MODULES / source, place)
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    return sum(path.is_file() for path in TARGET.rglob("*"))


if __name__ == "__main__":
    print(f"{copy()} files")
    sys.exit(0)
