"""Approvals: what needs another's consent before it takes effect, level by level.

Owns      Approval, Decision.
Announces approval.granted, approval.refused (acts in the case's journal).
Listens   acts that declare an approval open one.
"""
