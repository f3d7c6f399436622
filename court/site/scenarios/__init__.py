"""Scenarios: the Chinese examples of a definition, played for real in a court made for them.

Owns      troupe (the invented court), rooms (what a room writes before an act), playing (the steps), judging
          (what was expected beside what stands), throwaway (the court of its own that the command line uses).
A scenario runs in a transaction that is rolled back; the command line never touches the database in use.
"""
