"""Portal: the litigant's home, cases, progress and next steps, composed of what the rooms offer.

Owns      no tables; pages only.
Announces nothing.
Listens   nothing.
Guards    S6, S11, S12: what a page shows is asked of may() and visible(); every look at a case is recorded.
"""
