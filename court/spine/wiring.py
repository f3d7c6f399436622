"""Where rooms meet: names used by definitions, and what each room does when an act is performed.

The spine calls up through these registers, so that no lower room imports a higher one. Every name
a definition uses is looked up here when definitions are checked; a missing one stops the start.
"""
from collections.abc import Callable
from dataclasses import dataclass

CONDITIONS: dict[str, Callable] = {}
DEEDS: dict[str, Callable] = {}
DOCUMENTS: dict[str, Callable] = {}
CLOCKS: dict[str, object] = {}
TEXTS: set[str] = set()
CLOSED_BY_ROOMS: set[str] = set()
ASKS_FACTS: set[str] = set()


@dataclass(frozen=True)
class Applier:
    """What one room adds to every act.

    decide(scene) -> JSON value recorded in the entry's effects under `name` (None: nothing to do)
    apply(scene, entry, decided) writes the rows, in the act's transaction
    """

    name: str
    order: int
    decide: Callable
    apply: Callable


ADDRESS_SOURCES: list[Callable] = []


def address_source(function):
    """A room that knows where a party may be reached: function(case, party) -> [(source, address, day or None)]."""
    if function not in ADDRESS_SOURCES:
        ADDRESS_SOURCES.append(function)
    return function


LETTER_LINES: dict[str, list[Callable]] = {}


def letter_lines(template: str):
    """A room that has something to say in another room's letter: function(scene) -> sentences."""

    def put(function):
        said = LETTER_LINES.setdefault(template, [])
        if function not in said:
            said.append(function)
        return function

    return put


def lines_for(template: str, scene) -> list[str]:
    return [line for function in LETTER_LINES.get(template, ()) for line in function(scene)]


PAPER_LISTENERS: dict[str, list[Callable]] = {}


def on_paper(*what: str):
    """Listen to what happens to papers (admitted, produced, adopted …): function(document, at), in its transaction."""

    def put(function):
        for one in what:
            heard = PAPER_LISTENERS.setdefault(one, [])
            if function not in heard:
                heard.append(function)
        return function

    return put


PANELS: list[Callable] = []


def document_panel(function):
    """A room that has something to show on a paper's page: function(request, document) -> (template, context) or None."""
    if function not in PANELS:
        PANELS.append(function)
    return function


def panels_for(request, document) -> list[dict]:
    """The parts of all rooms for a paper's page, each {"template", …}; for the people of the court only."""
    found = (function(request, document) for function in PANELS) if request.actor.is_staff else ()
    return [{"template": one[0], **one[1]} for one in found if one is not None]


FILED: dict[str, set[str]] = {}


def files_under(words: str, *items: str) -> None:
    """Say that a room files papers by itself under these items of the catalogue: no court may retire them."""
    for item in items:
        FILED.setdefault(item, set()).add(words)


APPLIERS: list[Applier] = []
LISTENERS: dict[str, list[Callable]] = {}
COMPARERS: list[Callable] = []


class TwiceNamed(RuntimeError):
    """Two functions claim one name: the program must not start."""


def _register(table: dict, name: str):
    def put(function):
        if table.get(name, function) is not function:
            raise TwiceNamed(name)
        table[name] = function
        return function

    return put


TRAY: dict[str, Callable] = {}


def tray(function):
    """The room that keeps what has no case: function(batch, number, whole, at) -> id of its row for papers cut out of a batch.

    number  of another case, as the separator sheet says it · whole  everything in the batch belongs to that number
    """
    return _register(TRAY, "tray")(function)


def condition(name: str, *, asks_facts: bool = False, costly: bool = False):
    """A condition of an act: function(scene) raises Refused where it does not hold.

    asks_facts  it looks at what was typed, so it can't be asked before the form is filled
    costly      it reads much of the case, so it is asked when the act is done, not whenever next steps are listed
    """
    if asks_facts or costly:
        ASKS_FACTS.add(name)
    return _register(CONDITIONS, name)


def deed(name: str):
    """What an act changes in the case's own rows: function(scene) -> Changes, decided before the entry."""
    return _register(DEEDS, name)


def document_data(template: str):
    """The data of a produced document: function(scene, spec) -> dict for the template."""
    return _register(DOCUMENTS, template)


def applier(name: str, order: int, decide: Callable, apply: Callable) -> None:
    """Let a room take part in every act; appliers run by `order`, a second registration is ignored."""
    if all(known.name != name for known in APPLIERS):
        APPLIERS.append(Applier(name, order, decide, apply))
        APPLIERS.sort(key=lambda known: known.order)


def on_act(*acts: str):
    """Listen to acts: function(scene, entry) runs in the act's transaction, after its effects."""

    def put(function):
        for act in acts:
            heard = LISTENERS.setdefault(act, [])
            if function not in heard:
                heard.append(function)
        return function

    return put


def comparer(function):
    """Hold a room's own rows of a case to the journal: function(case) gives every difference in words."""
    if function not in COMPARERS:
        COMPARERS.append(function)
    return function


@dataclass(frozen=True)
class ReaderTab:
    """A part that another room adds to the side of the viewer of dossiers (see docs/how-to/viewer.md).

    name     in the page: <section id="tab-<name>">, which the module fills
    module   static path of a script module, e.g. "annotations/tab.js"; style: one of a style sheet, or empty
    shown    (actor, case) -> bool: whether this reader gets it
    address  name of a URL with case_id, given to the module as data-url of its section; empty where it needs none
    """

    name: str
    label: str
    icon: str
    module: str
    shown: Callable
    address: str = ""
    style: str = ""


READER_TABS: list[ReaderTab] = []


def reader_tab(tab: ReaderTab) -> None:
    """Register a part of the viewer's side; a second one of the same name is ignored."""
    if all(known.name != tab.name for known in READER_TABS):
        READER_TABS.append(tab)
