"""The Counter: the desk between two citizens, and the visit of the one who is here."""
