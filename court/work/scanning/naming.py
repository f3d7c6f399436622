"""Titles by rule: the kind of paper and whose it is. A title that a person gave in words of their own is kept."""

import re

from court.spine.dossier.models import Document
from court.work.scanning.models import Way

PLAIN = re.compile(r"^(其他材料|其他|材料|附件|扫描件|图片|照片|新建|未命名|批次|scan|img|image|doc|wx_camera|mmexport|screenshot|微信图片)", re.IGNORECASE)
NO_WORDS = re.compile(r"^[\W\d_a-zA-Z年月日页第至共份（）()]*$")


def title(document: Document, way: Way) -> str:
    """What the paper is called from now on; its own title where a person chose one."""
    if not way.label or not nameless(document):
        return document.title
    return f"{way.label}（{document.party.name}）" if document.party else way.label


def nameless(document: Document) -> bool:
    """A title that says nothing: a file's name, 扫描件3, or the pages of a batch."""
    return bool(document.part_of_id or PLAIN.match(document.title) or NO_WORDS.match(document.title))
