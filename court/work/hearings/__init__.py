"""Hearings (开庭): rooms, the diary without clashes, the summons' time and place, the record and who confirmed it.

Owns      Courtroom, Hearing, HearingRecord, Attendance.
Announces schedule_hearing, adjourn_hearing and hold_hearing, by actions.schedule(), adjourn(), hold().
Listens   the same acts: the hearing's state follows them; the record goes into the dossier.
Guards    民诉法139 (notice), 149 and 审限规定2019 (adjournments), 150 (the record is read and signed).
"""
