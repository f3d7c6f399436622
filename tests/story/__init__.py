"""The whole story of one civil case in a browser: from a phone to the archive, against the real programs."""
