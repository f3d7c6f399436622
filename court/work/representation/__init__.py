"""Representation (诉讼代理): who acts for a party, with which authority, by which papers, from which moment to which.

Owns      Mandate; give(), ask(), decide(), end(), change().
Announces change_representative.
Listens   change_representative: whoever lost the case is told so, and an ended mandate says when.
Guards    民事诉讼法第六十条至第六十三条, 律师法第三十九条: two a party, nobody on both sides, papers for every mandate.
"""
