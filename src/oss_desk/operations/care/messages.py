"""What looking after an office says: refusals, and the sentences of its lights, as codes and English sentences."""

TEXTS: dict[str, str] = {
    "backup-disk-full": (
        "There is not enough room in {folder}. No backup was made; the office goes on and nothing was lost. "
        "Make room there, or choose another folder."
    ),
    "backup-folder": (
        "{folder} cannot be used: {why}. Nothing was made there; the office goes on. "
        "Plug the disk in, or choose another folder."
    ),
    "backup-not-made": "The backup could not be made: {why}. The office goes on and nothing was lost. Try again.",
    "backup-not-whole": (
        "{file} is not a whole copy of an office. It was not used. Take an earlier one, and check that disk."
    ),
    "backup-changed": (
        "{file} is not as it was when it was made. It was not used. Take an earlier one, and check that disk."
    ),
    "backup-missing": "There is no backup {file}. Nothing was changed. Check its name and place.",
    "no-backup-yet": "There is no backup of this office in {folder}. Make one first.",
    "rehearsal-differs": (
        "{file} was restored for a try, and holds something else than was recorded when it was made ({what}). "
        "The office is untouched. Make a new backup at once, and check the disk of the old one."
    ),
    "rehearsal-no-rights": (
        "The database login may not make a database for the try. Nothing was changed. "
        "Ask whoever looks after the server, or restore into an empty database by hand: oss-desk restore."
    ),
    "restore-place-taken": (
        "There is something at {place} already. Nothing was changed. "
        "A backup is only restored into a new place; move the old one away, do not delete it."
    ),
    "pg-dump-missing": (
        "{program} is not on this machine. No backup was made. Install PostgreSQL's client programs, or rely on the "
        "backups of the server; the archive holds history and money only."
    ),
    "pg-dump-old": (
        "{program} is older than the database server, which it cannot read. No backup was made. "
        "Install the client programs of the server’s version."
    ),
    "pg-dump-failed": "{program} stopped: {why}. The office goes on and nothing was lost. Mend that, then try again.",
    "archive-key-open": (
        "Others on this machine can read the signing key {file}. No archive was made. "
        "Take their right to read it away, or move it away so that a new one is made."
    ),
    "archive-key-unreadable": (
        "The signing key {file} cannot be read. No archive was made. Move it away, and a new one is made and recorded."
    ),
}
"""What looking after an office refuses."""

HEALTH: dict[str, str] = {
    "health-settings": "The database keeps every setting that protects stored data.",
    "health-settings-off": "The database does not keep these settings: {settings}.",
    "health-ask-it": "A power cut could lose a payment. Stop taking money, and tell whoever looks after the machine.",
    "health-engine": "{engine} {version} is in order.",
    "health-engine-old": "{engine} {version} is too old to rely on.",
    "health-engine-renew": "Install the program again, or have the server brought up to date.",
    "health-guards": "Every guard stands that keeps history from being changed.",
    "health-guards-off": "Guards are missing or altered: {guards}.",
    "health-guards-do": "Somebody was at the database. Tell the auditor; then run: oss-desk migrate",
    "health-history": "The history is whole. Looked through just now: {count} entries.",
    "health-history-broken": "The history does not hold, and no new epoch was begun yet.",
    "health-history-do": "Take no more money. Keep everything as it is, and tell the auditor.",
    "health-backup": "The last backup was made at {at}.",
    "health-backup-none": "There is no backup of this office.",
    "health-backup-old": "The last backup was made at {at}, {days} days ago.",
    "health-backup-beside": "The last backup was made at {at}, but it lies on the same disk as the office.",
    "health-backup-do": "Make one now: Back up now, or oss-desk backup.",
    "health-backup-elsewhere": "Choose a folder on another disk: if this one breaks, both are gone.",
    "health-rehearsal": "A backup was last restored for a try at {at}, and held everything.",
    "health-backup-needs": (
        "A backup needs pg_dump, which comes with PostgreSQL: install its client programs on this machine. "
        "The archive for the auditor is made without it."
    ),
    "health-rehearsal-none": "No backup has been restored for a try yet.",
    "health-rehearsal-old": "A backup was last restored for a try at {at}.",
    "health-rehearsal-failed": "The try to restore a backup failed at {at}.",
    "health-rehearsal-do": "Try it now: Rehearse a restore, or oss-desk rehearse.",
    "health-rehearsal-mend": "Make a new backup on another disk, and rehearse it.",
    "health-archive": "The last archive for the auditor was made at {at}.",
    "health-archive-none": "No archive for the auditor has been made yet.",
    "health-archive-old": "The last archive for the auditor was made at {at}.",
    "health-archive-do": "Make one now: Make the archive, or oss-desk archive.",
    "health-clock": "The clock says {now} and agrees with the last entry.",
    "health-clock-off": "The clock of this machine says {now}, {seconds} seconds away from the server’s.",
    "health-clock-back": "The clock of this machine says {now}, but the last entry was made at {newest}.",
    "health-clock-do": "Set the clock of this machine. The order of entries does not depend on it.",
    "health-room": "The disk of the office has {megabytes} MB free.",
    "health-room-short": "The disk of the office has only {megabytes} MB free.",
    "health-room-backups": "The disk of the backups has {megabytes} MB free.",
    "health-room-backups-short": "The disk of the backups has only {megabytes} MB free.",
    "health-room-do": "Make room, or move to a larger disk. A full disk loses nothing, but stops all work.",
    "health-printers": "Every printer of the settings is known to this machine.",
    "health-printers-missing": "These printers are not known to this machine: {printers}.",
    "health-printers-do": "Turn them on, or choose others under Printers and paper. Papers wait meanwhile.",
    "health-program": "OSS Desk {version} fits the database, which stands at {revision}.",
    "health-program-older": "A newer OSS Desk has been at this database: it stands at {revision}, this is {version}.",
    "health-program-do": "Install the newer program on this machine too.",
    "health-disk": "The disk of the office is encrypted.",
    "health-disk-open": "Encryption was not detected on the disk of the office.",
    "health-disk-unknown": "Whether the disk of the office is encrypted cannot be seen from here.",
    "health-disk-do": "Whoever takes an open disk away can read everything on it. Have it encrypted by the system.",
    "health-way": "The way to the database server cannot be listened to.",
    "health-way-open": "What goes to the database server and back is not encrypted.",
    "health-way-do": "Add sslmode=verify-full and the office’s certificate to the address of the database.",
    "health-login": "The database login of this desk may do what its official may, and no more.",
    "health-login-mighty": "This desk signs in to the database as a superuser, past every guard.",
    "health-login-shared": "All desks share one login of the database, which cannot tell one person from another.",
    "health-login-do": "Give each person a login of her own, as the administrator of the server: oss-desk logins",
}
"""How each light stands, and what to do."""
