"""The counters: where people meet the court, composed of what the rooms offer."""
