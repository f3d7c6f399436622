"""People and papers of the court: leave and attendance, judges' ranks and posts, official documents, secrecy, cars."""
