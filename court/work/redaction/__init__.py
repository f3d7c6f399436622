"""Redaction: boxes and words burnt out of a copy of a paper, proved gone by machine, put in force by a second person.

Owns      Redaction (its marks, its editions, who decided).
Announces document.redaction_made, .redacted, .redaction_refused, .redaction_lifting, .redaction_lifted (journal).
Listens   document.produced: a redacted paper scanned again wants a new redaction; the errand redaction.burn makes the copy.
Guards    S22: outside the court everybody gets the burnt form (places.form_for); the original stays byte for byte.
"""
