"""The first start: two ways in, the setting up of an office, and the way back from the sample; the shell hosts it."""
