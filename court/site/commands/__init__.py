"""One module a command of `court`: `add(subparsers)` says its arguments and sets `run` to a function of them."""
