"""The time stamping authority: an RFC 3161 client, a stand-in that really signs, and their checks."""
