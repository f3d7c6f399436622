"""Kit: tools that know no court.

Owns      refusals, pages and their parts, money, days, ids, blobs, ciphers, paging.
Announces nothing.
Listens   to nothing.
"""
