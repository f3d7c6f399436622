"""Journal: the one append-only log of everything that changes something in the court.

Owns      StreamHead, Entry, HeadExport; append(), verify(), export of heads.
Announces nothing; every act writes here first.
Guards    S28: hash chain a stream, update and delete refused by the database, heads exported outside.
"""
