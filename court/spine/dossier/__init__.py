"""Dossier: every paper of a case, by its content, in its volume and place, made along with the case.

Owns      Document, Rendition, Placement, Edition (page labels that stay).
Announces document.received, .produced, .refused, .superseded, .struck, .opened (journal); reads in the record of reads.
Listens   acts name what they produce; the pages are made by errands.
Guards    S12 (副卷 never leaves), S18–S22, S29.
"""
