"""The page Cases: worklists, and one case with its clock, its steps, its papers and what may be done with it."""
