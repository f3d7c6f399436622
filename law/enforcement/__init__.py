"""Enforcement: clocks, seizures, auctions, sanctions, delay interest, distribution, the end of a round, the nodes."""
