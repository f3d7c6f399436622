"""A learned model as a file: numpy arrays and JSON, no code, no words of the papers it was made from.

The file is a NumPy .npz, read with allow_pickle=False. Besides the arrays it holds `about` (JSON in UTF-8 bytes):
format, version of the features, the court's note, the codes, and SHA-256 over all arrays. A file whose digest,
shapes or versions don't fit is refused; numbers alone can't do more than find wrongly.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from court.kit.refusal import Refused
from court.work.elements.learned import features
from court.work.elements.rules import engine

FORMAT = "court-elements-1"
LARGEST = 200_000_000
_ARRAYS = {"columns": np.int32, "weights": np.float32, "coefficients": np.float32, "offsets": np.float32,
           "thresholds": np.float32}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """What was learned for one domain; codes without a row are left to the rules."""

    codes: tuple[str, ...]
    columns: np.ndarray = field(repr=False)
    weights: np.ndarray = field(repr=False)
    coefficients: np.ndarray = field(repr=False)
    offsets: np.ndarray = field(repr=False)
    thresholds: np.ndarray = field(repr=False)

    def find(self, key: str, sentences: list[str]) -> list[frozenset[str]]:
        """The codes of each sentence of a paper: what was learned, and by rule what was too rare to be learned."""
        made = features.matrix(features.rows(key, sentences), self.columns, self.weights)
        sure = (made @ self.coefficients.T + self.offsets) > self.thresholds
        learned = frozenset(self.codes)
        return [
            (by_rule - learned) | {code for code, yes in zip(self.codes, row, strict=True) if yes}
            for by_rule, row in zip(engine.find(key, sentences), sure, strict=True)
        ]


@dataclass(frozen=True)
class Model:
    parts: dict[str, Part]
    about: dict

    @property
    def digest(self) -> str:
        return self.about["sha256"]

    def find(self, key: str, sentences: list[str]) -> list[frozenset[str]]:
        """As engine.find(); a domain that nothing was learned for is left to the rules."""
        return self.parts[key].find(key, sentences) if key in self.parts else engine.find(key, sentences)


def dump(parts: dict[str, Part], about: dict) -> bytes:
    """The file of a model. `about`: what it was made from, in plain values."""
    arrays: dict[str, Any] = {f"{key}.{name}": np.asarray(getattr(part, name), dtype=kind)
              for key, part in parts.items() for name, kind in _ARRAYS.items()}  # fmt: skip
    codes = {key: list(part.codes) for key, part in parts.items()}
    told = {**about, "format": FORMAT, "features": features.VERSION, "codes": codes}
    told["sha256"] = _digest(arrays, told)
    out = io.BytesIO()
    np.savez_compressed(out, about=np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), dtype=np.uint8), **arrays)
    return out.getvalue()


def load(content: bytes) -> Model:
    """The model of a file. Refused says in Chinese what is wrong with it."""
    try:
        arrays = _arrays(content)
        about = json.loads(arrays.pop("about").tobytes().decode())
        if not isinstance(about, dict) or not isinstance(about["codes"], dict):
            raise ValueError("about")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError, MemoryError) as broken:
        raise _refused("不是要素识别模型文件，或者已经损坏") from broken
    if about.get("format") != FORMAT or about.get("features") != features.VERSION:
        raise _refused("由其他版本的程序生成，不能在本版本使用")
    if about.get("sha256") != _digest(arrays, about):
        raise _refused("的内容与校验值不一致")
    return Model({key: _part(key, codes, arrays) for key, codes in about["codes"].items()}, about)


def _arrays(content: bytes) -> dict[str, np.ndarray]:
    """The arrays of the file, unpacked only when they are not too large together."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        if sum(one.file_size for one in pack.infolist()) > LARGEST:
            raise ValueError("too large")
    with np.load(io.BytesIO(content), allow_pickle=False) as read:
        return {name: read[name] for name in read.files}


def _part(key: str, codes: list[str], arrays: dict[str, np.ndarray]) -> Part:
    try:
        known = engine.domain(key).by_code()
        found = {name: arrays[f"{key}.{name}"] for name in _ARRAYS}
    except KeyError as broken:
        raise _refused("缺少内容") from broken
    many, wide = len(codes), len(found["columns"])
    shapes = {"columns": (wide,), "weights": (wide,), "coefficients": (many, wide), "offsets": (many,), "thresholds": (many,)}
    fits = all(found[name].shape == shape and found[name].dtype == _ARRAYS[name] for name, shape in shapes.items())
    if not fits or any(code not in known for code in codes):
        raise _refused("的内容前后不一致")
    return Part(tuple(codes), **found)


def _digest(arrays: dict[str, np.ndarray], about: dict) -> str:
    """SHA-256 over what the file says of itself and every array with its name and shape."""
    told = {name: value for name, value in about.items() if name != "sha256"}
    made = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())
    for name in sorted(arrays):
        made.update(f"{name}{arrays[name].shape}{arrays[name].dtype.str}".encode())
        made.update(np.ascontiguousarray(arrays[name]).tobytes())
    return made.hexdigest()


def _refused(why: str) -> Refused:
    return Refused(f"所选文件{why}。", do="请用“court dossier elements train”重新训练，或者重新复制模型文件。",
                   code="bad_model", status=422)  # fmt: skip
