"""Access: who may do what with which thing, decided in one place, and the record of every read.

Owns      may(), visible(), Actor, open_to(); the resolvers, rules and scopers rooms register in their access.py;
          ReadRecord, SessionRow, RateCount (the database of reads); the door to the journal (audit).
Announces nothing.
Guards    S9–S16: deny by default, deny wins; if a read can't be recorded it is refused.
"""
