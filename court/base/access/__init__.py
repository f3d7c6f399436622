"""Access: who may do what with which thing, decided in one place, and the record of every read.

Owns      may(), Actor, the resolvers of relations, ReadRecord (its own database).
Announces nothing.
Guards    S9–S16: deny by default, deny wins; if a read can't be recorded it is refused.
"""
