"""What the tests use of pytest-qt."""
