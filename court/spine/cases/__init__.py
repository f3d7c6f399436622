"""Cases: the case, its parties and handlers, the definitions of procedures, and the one door for acts.

Owns      Case, Party, Representative, Handler, NumberCounter, Stored (answers kept for repeats);
          definitions/, perform().
Announces every act, by its kind in the journal.
Listens   nothing.
"""
