"""People: natural persons and organisations, their accounts, the offices they hold, and sign-in.

Owns      Person, Account, Appointment (an office held, with validity), Office.
Announces nothing.
Listens   nothing.
Guards    S1–S8; ID, phone and account numbers are encrypted with a blind index (S30).
"""
