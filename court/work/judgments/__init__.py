"""Judgments: drafting beside the dossier, review, signature, issue (文书制作).

Owns      Paper (a draft and what became of it), Revision.
Announces nothing itself; acts take a signed paper: issue_judgment, mediate, dismiss …
Listens   acts that take a paper issue it, file it and its original (签发稿).
Guards    S7: signing asks for the second factor; a change after signing removes the signature.
"""
