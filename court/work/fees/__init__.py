"""Fees: litigation fees quoted, paid, relieved, halved, refunded and reconciled (诉讼费).

Owns      Order, LedgerLine, Refund, Reconciliation.
Announces settle_fee (an act of the case).
Listens   docket opens an order; grant_relief changes it; close_case finds what goes back.
Guards    S34: one ledger line a payment, checked to the fen; refunds by two people (S7).
"""
