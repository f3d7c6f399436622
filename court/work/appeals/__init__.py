"""Appeals between courts: the file passed upward, its receipt above, the outcome that comes back (上诉移送).

Owns      Handover; receive(), return_outcome().
Announces appeal_file_received, appeal_returned (acts of the case), appeal_unanswered when the answer period is over.
Listens   forward_appeal hands the file up; appeal_returned settles it.
Law       民诉法173–177: the copy in 5 days, an answer in 15, the whole file up in 5; law.appeals holds them.
"""
