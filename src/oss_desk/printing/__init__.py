"""Papers: frozen content in, PDF bytes out."""
