"""Errands: what follows an act later (messages, OCR, search), done at least once, visibly when stuck.

Owns      Errand, Schedule; ask(), handler(), the worker's loop.
Announces errand.parked.
Guards    S35, S36: written in the act's transaction, ordered within a stream, parked after 8 tries.
"""
