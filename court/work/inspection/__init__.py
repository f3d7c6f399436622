"""Online reading of dossiers by lawyers and parties on request (网上阅卷): asked, decided, timed, marked, logged.

Owns      Inspection, Extension; what may be read under a grant (reach.py), the log of its pages (log.py).
Announces nothing; journal entries of `inspection:<id>`.
Listens   assign_judge, reassign_judge hand what waits on; authority, sealing, striking are asked anew for every page.
Guards    S12, S14, S15, S26. Law: law.dossier.reading (诉讼代理人查阅民事案件材料规定 1, 5, 10).
"""
