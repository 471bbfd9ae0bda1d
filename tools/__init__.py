"""What the Makefile runs: environments from lock files, system libraries, the suite; standard library only."""
