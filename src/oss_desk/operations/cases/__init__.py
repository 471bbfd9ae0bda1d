"""Cases: worklists, steps, the clock, endings, what was made and its handover."""
