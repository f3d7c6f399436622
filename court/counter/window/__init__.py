"""Window (诉讼服务中心窗口): people's phone and identity data put right, with proof, by two clerks.

Owns      Correction.
Announces person.correction_proposed, person.corrected, person.correction_refused (stream people:<person>).
Listens   nothing.
Guards    S7 (factor and a second person), S17 (unmasking is recorded), S30 (old and new values sealed), S40 (history kept).
"""
