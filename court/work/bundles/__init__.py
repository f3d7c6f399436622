"""Bundles: chosen papers as one PDF with cover, contents, page labels that never change, bookmarks, watermark.

Owns      Bundle (a job, then an edition whose labels resolve for ever), Selection (what somebody chose before).
Announces dossier.bundled (journal).
Listens   papers that are sealed off, redacted or struck: what was made of them before can't be taken any more.
Guards    everybody gets what may() allows, when it is made and again when it is taken; S7 for a whole dossier.
"""
