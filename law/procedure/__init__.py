"""Choice of procedure: small claims, simplified, sole judge, triage; mediation, confirmation, payment orders."""
