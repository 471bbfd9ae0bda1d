"""The page History: what happened in the office, and whether it is as it was written."""
