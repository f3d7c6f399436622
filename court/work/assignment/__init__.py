"""Assignment: a judge is drawn by weighted chance that anybody can recompute (智能分案).

Owns      Chain, Draw, Pause, Share; draw(), verify().
Announces assign_judge (an act of the case).
Listens   settle_fee asks for a draw; close_case frees the load by itself.
Law       law.bench.assignment and law.bench.recusal say who may not be drawn.
"""
