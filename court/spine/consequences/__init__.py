"""Consequences: every obligatory thing an act owes, counted against what was produced and delivered.

Owns      Owed.
Announces nothing.
Listens   acts write what they owe; rooms mark it produced and delivered.
"""
