"""The record of reads is written once: the database itself refuses to change or delete a line (S28)."""

from court.kit.write_once import WriteOnce

READS, TABLE = "reads", "reads_record"
GUARD = WriteOnce(database=READS, refuse="reads_refuse", said="the record of reads is append-only", tables=(TABLE,))
missing, install, remove, migrate, unmigrate = GUARD.missing, GUARD.install, GUARD.remove, GUARD.migrate, GUARD.unmigrate
