"""OSS Desk: the desk of a government one-stop shop."""

__version__ = "0.1.0"
