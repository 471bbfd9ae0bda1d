"""What the office knows: frozen records and pure rules, standard library only."""
