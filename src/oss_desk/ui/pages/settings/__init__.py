"""The page Settings: this machine, the desks, the office, and what the program is made of."""
