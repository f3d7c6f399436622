"""Papers read by the machine: every paper that passed the checks is read, sorted, split, compared and filed (随案生成).

Owns      the steps of each paper's way, the task to settle what is unsure, the differences offered.
Listens   a paper that passed its checks.
"""
