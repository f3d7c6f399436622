"""Tamperings of a court that has lived, drawn by lot, and the commands that must find each.

rows.py      what is done to the rows behind the acts: columns changed, rows taken away or put in
journal.py   what is done to the journal: entries, tails, whole chains, heads, exports
files.py     what is done to the stored content
__main__.py  the court made, and tampered with again and again, each time on a fresh copy
"""
