"""The command `court`. Each module of court/site/commands adds its own commands with `add(subparsers)`.

A command's function takes the parsed arguments and gives an exit code (None is 0).
"""

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from court.kit.refusal import Refused
from court.site import commands
from court.site.environment import BadEnvironment

# These start other processes and need no Django themselves.
LIGHT = {"run", "standins", "rehearse"}
EPILOG = """exit codes:
  0  done, nothing wrong found
  1  done, and something wrong was found
  2  the command line was not understood
  3  refused: the reason and the cure are printed
  4  the settings or the machine do not allow it: the cure is printed
  130  stopped by Ctrl-C

`court COMMAND --help` tells more. Settings come from the environment: docs/duty/settings.md."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "court.site.settings")
    try:
        parsed = build(modules(argv[:1])).parse_args(argv)
        return parsed.run(parsed) or 0
    except Refused as refused:
        print(refused.for_people(), file=sys.stderr)
        return 3
    except BadEnvironment as error:
        print(error, file=sys.stderr)
        return 4
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing may be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def modules(first: Sequence[str]) -> list[ModuleType]:
    """The command modules: all, or only the one that was asked for; Django is set up but for the light ones."""
    if not (first and first[0] in LIGHT):
        import django  # here, so that the light commands do not pay for it

        django.setup()
    names = sorted(found.name for found in pkgutil.iter_modules(commands.__path__))
    return [import_module(f"{commands.__name__}.{name}") for name in names if name in first or not {*first} & {*names}]


def build(found: Sequence[ModuleType]) -> argparse.ArgumentParser:
    """The parser of all commands found."""
    parser = argparse.ArgumentParser(
        prog="court",
        description="The smart court (智慧法院): run it, look after it, prove it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for module in found:
        module.add(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
