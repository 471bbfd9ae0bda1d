"""The tables of the office, one module per area, columns named as the fields of the records in `domain`."""
