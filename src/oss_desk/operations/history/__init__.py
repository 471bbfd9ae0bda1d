"""What happened, to be read."""
