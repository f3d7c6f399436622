"""Errands: what follows an act later (messages, OCR, search), done at least once, visibly when stuck.

Owns      Errand, Schedule; ask(), handler(), the worker's loop.
Announces nothing; what is parked shows on the duty page.
Guards    S35, S36: written in the act's transaction, ordered within a stream, parked after 8 tries.
"""
