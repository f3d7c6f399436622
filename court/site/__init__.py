"""Site: where the house is put together.

Owns      settings, addresses, start-up checks, the command line.
Announces nothing.
Listens   to nothing.
"""
