"""Who hears a case and who watches over it: assignment, recusal, panels, watched cases, similar cases."""
