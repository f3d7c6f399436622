"""Litigation fees (诉讼费用): what each matter costs, what changes it, who pays, when, and what comes back.

`law.fees.quote.quote` answers the filing page; every other function is one rule of the
诉讼费用交纳办法. Money is yuan as Decimal throughout.
"""
