"""Looking after an office: backups, rehearsals, archives, and how everything stands."""
