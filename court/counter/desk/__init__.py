"""The desk: where the court's own people work — workbench, case page, acts, approvals, search.

Owns      no rows: it composes what the rooms offer, through may() and visible().
Announces nothing; it performs acts and decides approvals by the spine's doors.
Listens   nothing.
Guards    S15: opening a case is recorded before it is shown. No page over 30 queries or 150 kB.
"""
