"""Calls that begin at one moment, each in a thread with connections of its own; for scripts of own_court."""

import threading
from collections.abc import Callable

from django.db import connections

from court.kit.refusal import Refused


def all_at_once(count: int, call: Callable[[int], object]) -> list[str]:
    """What call(0) … call(count - 1) gave, sorted: "done" for nothing, the code of a refusal, the text of an error."""
    together, said = threading.Barrier(count), []

    def run(nth: int) -> None:
        try:
            together.wait()
            said.append(str(call(nth) or "done"))
        except Refused as refused:
            said.append(refused.code)
        except Exception as error:
            said.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(nth,)) for nth in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)
