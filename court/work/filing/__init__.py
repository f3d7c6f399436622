"""Filing (起诉): from a person's dispute to a docketed case, on a phone or at the counter, one pipeline.

Owns      Filing, FilingParty, FilingFile, Draft, ReviewRound; begin(), submit(), withdraw(), accept(), give_back(), refuse().
Announces docket (an act of the case it opens); entries filing.* in the stream filing:<id>.
Listens   errands filing.papers; drafts nobody touched for 180 days are dropped.
Law       民事诉讼法第一百二十二至一百二十七条, 登记立案规定, 在线诉讼规则第九条 (law.filing); law.fees, law.procedure.
"""
