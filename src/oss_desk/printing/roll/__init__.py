"""Papers on a roll: one narrow column, as long as its content."""
