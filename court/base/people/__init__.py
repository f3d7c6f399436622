"""People: natural persons and organisations, their accounts, the offices they hold, and sign-in.

Owns      Person, Account, Appointment (an office held, with validity), Office; sign-in attempts, codes and links.
Announces account.created, .activated, .registered, .signed_in, .reset, .disabled, .enabled, .password_changed,
          .factor_changed, .phone_changed, person.verified, office.granted, office.ended (stream people:<account id>).
Listens   nothing.
Guards    S1–S8; ID, phone and account numbers are encrypted with a blind index (S30).
"""
