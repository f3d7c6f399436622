"""The wire: how the court talks HTTP to others, and how a stand-in serves it."""
