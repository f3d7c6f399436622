"""Elements of a case (要素): found in the papers with the sentence each comes from, as the judge's checklist.

Owns      elements found and what the judge says of them.
"""
