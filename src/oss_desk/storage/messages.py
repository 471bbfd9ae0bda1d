"""What storage may tell an official, as codes and English sentences: what happened, what was not lost, what to do."""

TEXTS: dict[str, str] = {
    "not-found": "This is not in the office's records. Nothing was changed. Search for it again.",
    "changed-meanwhile": (
        "This was changed at another desk meanwhile. Your change was not stored, nothing else was lost. "
        "Look at it again and repeat your change."
    ),
    "changed-by": "The last change was made by {who}.",
    "busy-try-again": "Another desk was working on the same thing. Nothing was stored and nothing was lost. Try again.",
    "already-there": (
        "The same was entered already, perhaps at another desk a moment ago. Nothing was stored twice. "
        "Look at it again."
    ),
    "text-too-long": "A text is longer than can be kept, or empty ({field}). Nothing was stored. Mend it and repeat.",
    "text-unfit": (
        "A text holds a character that cannot be stored. Nothing was stored. Delete the unusual character and repeat."
    ),
    "history-is-kept": "History is only added to. Nothing was changed. Enter a correction instead.",
    "grants-differ": (
        "The rights in the database are not those of this program ({grants}), so somebody changed them. Nothing was "
        "opened. Run as the administrator of the server: oss-desk migrate"
    ),
    "logins-not-allowed": (
        "The user of {place} may not make logins, so each person cannot have her own. Nothing was changed. "
        "Ask whoever looks after the server for a user that may make roles."
    ),
    "logins-of-a-file": (
        "Logins of one’s own are for a PostgreSQL server; {place} is a file. Nothing was changed. "
        "Who holds the file holds the data."
    ),
    "login-closed": (
        "Your login to the office’s database was closed. Nothing of this was stored; what was stored before is safe. "
        "Ask the administrator."
    ),
    "numbers-cut": (
        "The numbers of this desk do not go on from what is stored: entries were cut off, or an old copy was put back "
        "({guard}). Nothing was stored, and nothing can be at this desk. Say what is missing by oss-desk verify, and "
        "restore the last verified backup."
    ),
    "guard-refused": (
        "The database refused this, because it does not fit what is stored ({guard}). Nothing was stored. "
        "Look at it again; if it happens again, tell the administrator this word."
    ),
    "read-only": "This database was opened for reading only. Nothing was changed.",
    "database-url-wrong": (
        "The database address is not one that OSS Desk can open. Nothing was changed. "
        "It begins with sqlite:/// or postgresql:// (see the settings)."
    ),
    "database-missing": "There is no database at {place}. Nothing was made. Check the address, or run: oss-desk init",
    "database-gone": (
        "The database file {place} was moved, deleted or replaced, or its drive is gone. Nothing more was stored; what "
        "you typed is kept here. Put the file or the drive back; then go on."
    ),
    "database-empty": "The database at {place} is not set up yet. Run: oss-desk init",
    "database-unreachable": (
        "The database at {place} cannot be reached. What was stored is safe; what you typed is kept here. "
        "Check the network cable and the server, then try again."
    ),
    "database-refused": (
        "The database server refused the sign-in for {place}. Nothing was changed. "
        "Check the user name and password of the database."
    ),
    "database-no-rights": (
        "The user of the database may not make tables in {place}. Nothing was made. "
        "Ask whoever looks after the server for that right."
    ),
    "database-lost": (
        "The connection to the database broke. Nothing of this was stored; what you typed is kept here. Try again."
    ),
    "outcome-unknown": (
        "The connection broke while storing. It is not known yet whether it was stored. "
        "Try again: it will not be stored twice."
    ),
    "database-damaged": (
        "The database file is damaged: {place}. Do not go on working with it. "
        "Keep the file, and restore the last backup."
    ),
    "not-a-database": "The file {place} is not an OSS Desk database. It was not changed. Check the address.",
    "disk-full": (
        "The disk is full. Nothing of this was stored, and nothing stored before was lost. "
        "Free some space, then try again."
    ),
    "folder-read-only": (
        "The folder of the database cannot be written: {place}. Nothing was changed. "
        "Ask the administrator for the right to write there."
    ),
    "network-folder": (
        "The folder {place} lies on a network drive ({system}), where a SQLite file would be damaged. "
        "Nothing was changed. Use a local folder, or PostgreSQL."
    ),
    "disk-error": (
        "The disk reported an error. Nothing of this was stored. Check the disk, then start the program again."
    ),
    "second-program": (
        "This office is already open in another window ({holder}). Nothing was changed. "
        "Close it first; two windows at once need PostgreSQL."
    ),
    "desk-taken": "Desk {desk} is in use ({holder}). Nothing was changed. Choose another desk, or sign out there.",
    "program-too-old": (
        "This database needs OSS Desk {needed} or newer; this is {version}. Nothing was changed. Install the newer one."
    ),
    "schema-behind": "The database is older than this program. Nothing was changed. Run: oss-desk migrate",
    "database-settings-refused": (
        "The database does not keep the setting {setting}, which protects stored data. Nothing was changed. "
        "Use a local folder on this machine."
    ),
    "sqlite-too-old": (
        "The database engine on this machine is SQLite {version}; OSS Desk needs {needed} or newer, because older ones "
        "can damage the file. Nothing was changed. Install the program again."
    ),
    "pg-server-missing": (
        "The programs of a PostgreSQL server are not on this machine. Nothing was started. "
        "Install PostgreSQL, or give the address of a database."
    ),
    "pg-server-failed": (
        "The PostgreSQL server of this run did not start: {why}. Nothing was done. Give the address of a database."
    ),
    "guards-missing": (
        "The guards that keep history from being changed are missing or altered ({guards}). Nothing was changed. "
        "Tell the administrator; after checking the records, run: oss-desk migrate"
    ),
    "backup-failed": (
        "The copy made before the migration could not be verified. The database was not changed. "
        "Check the disk, then try again."
    ),
    "migration-unfit": (
        "After the migration some rows would point at nothing ({tables}). The database was left as it was. "
        "Send this sentence to those who maintain the program."
    ),
}
