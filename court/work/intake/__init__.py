"""Papers coming in: scanned at the counter, sent by post or over the phone; receipt, tray, register of originals.

Owns      Intake (what came in, from whom, when), its receipt, the register of the paper originals kept.
"""
