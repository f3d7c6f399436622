"""Dossier: every paper of a case, by its content, in its volume and place, made along with the case.

Owns      Document, Rendition, Placement, PageLabel.
Announces document.filed, document.read (through the record of reads).
Listens   acts name what they produce; the pages are made by errands.
Guards    S12 (副卷 never leaves), S20–S22, S29.
"""
