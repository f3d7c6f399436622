"""The journal is append-only by the database: entries and exports are written once, a head only moves forward."""

from court.kit.write_once import WriteOnce

GUARD = WriteOnce(
    database="default", refuse="journal_refuse", said="the journal is append-only",
    tables=("journal_entry", "journal_headexport"),
    growing={"journal_streamhead": "NEW.place <> OLD.place + 1 OR NEW.stream <> OLD.stream"},
)  # fmt: skip
missing, install, remove, migrate, unmigrate = GUARD.missing, GUARD.install, GUARD.remove, GUARD.migrate, GUARD.unmigrate
