"""Clocks: how long the law still gives us (审限、法定期间), with the ledger that explains the day.

Owns      Clock, Interval (excluded, suspended, extended).
Announces nothing; acts start, pause, extend and end clocks.
Law       law.limits and law.periods hold the numbers; nothing here knows an article by heart.
"""
