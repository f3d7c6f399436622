"""Margin notes on papers, quotations into drafts, and leading others through the papers in a hearing (批注、摘录、出示).

Owns      Annotation (one's own or the panel's), Quotation (one's own), Presentation (one a case at a time).
Announces annotation.*, presentation.* in the journal of the case: ids and scope, never a word of a note.
Guards    notes never leave those who decide the case; a follower sees only papers he may read himself.
"""
