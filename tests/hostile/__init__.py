"""Files made to harm: `python -m tests.hostile` prints what became of each; a quick part of them runs in `make test`."""
