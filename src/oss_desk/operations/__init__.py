"""What an official can do: one verb, one function, one transaction."""
