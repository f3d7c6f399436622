"""Answering: the defendant's door, and whatever a party files while the case runs.

Owns      JoinCode, JoinRequest; join(), submit().
Announces join_case, file_answer, file_evidence, object_jurisdiction, counterclaim, apply_withdrawal, receive_appeal.
Listens   send_papers makes the codes that are printed on the defendants' papers.
Guards    S6: a verified real name; S26: a wrong code counts, and says nothing about cases.
"""
