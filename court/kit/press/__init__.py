"""Press: papers made, read, signed and looked into: typesetting, PDF, seals, DOCX, checks of uploads.

Owns      typeset(), sheets (PDF work), sign_pdf(), verify_pdf(), word (DOCX), inspect().
Announces nothing.
Listens   nothing; it knows no court, only files.
Guards    S18–S22 (what an upload may be), S24 (data never becomes markup), S30 (signers behind one protocol).
"""
