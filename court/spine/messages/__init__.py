"""Messages: what people are told, inside the platform and outside it, each delivery with its own fate.

Owns      Message, Delivery, Preference; the texts (texts.toml).
Announces nothing.
Listens   acts owe notices (effects.py writes them in the act's transaction); errands message.deliver and message.fate.
Guards    S35 (at least once, deduplicated, in order per case), S36; no personal data and no fact of a case beyond its
          number in a text message (S40).
"""
