"""Intake: the doors by which paper comes in, the tray (收件箱) for what has no case yet, rescans, paper originals.

Owns      Intake, Rescan, PaperOriginal, Custody; receive(), give(), send_back(), settle(), rescan(), keep().
Announces intake.received, intake.taken, intake.given, intake.returned, intake.settled in the tray's own stream.
Listens   a batch that came apart (wiring.tray: papers of another case by their sheet), and was put together again.
Guards    what lies in the tray is open to who holds the tray and to who sent it (court.spine.dossier.access).
"""
