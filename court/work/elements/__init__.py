"""Elements of a case (要素): found in the papers with the sentence each comes from, as the judge's checklist.

Owns      Finding, Standing, Finder; rules/ (our sixty elements), learned/ (a court's own model).
Announces nothing.
Listens   to papers that were read or came to a case: an errand looks for the elements of the case's cause.
Guards    only the court's people see them, each sentence only to who may read its paper; the case's judges settle.
"""
