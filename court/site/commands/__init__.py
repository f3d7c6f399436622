"""One module a command of `court`. Each has `add(subparsers)`, which also sets `run=` to a function of the arguments."""
