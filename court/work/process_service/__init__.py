"""Service of process (送达): who is to get which paper, how it was tried, when it took effect.

Owns      ServiceOrder, Attempt, ServiceAddress, PrintBatch.
Announces complaint_served, evidence_notice_served, judgment_served, paper_received, as system acts.
Listens   every act: papers that are to be served become orders; joining opens the electronic way.
Guards    民诉法88–95 (law.service tells the day of effect); a wrong entry is superseded, never erased; S30 for labels.
"""
