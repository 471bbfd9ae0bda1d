"""What the welcome says of what is typed there, as codes and sentences."""

TEXTS: dict[str, str] = {
    "passwords-differ": "The two passwords are not the same. Type the second one again.",
    "day-unreadable": "This is no day. Write it as day month year.",
    "country-needed": "Choose the country. Its holidays, money and weekend follow from it.",
    "zone-needed": "Choose the time zone. Due dates and opening hours are counted in it.",
    "currency-needed": "Choose the currency. It cannot be changed later.",
    "server-needed": "Write the address of the database, such as postgresql://office@server/office.",
    "server-password": "The address holds a password. Take it out, and keep it in PGPASSWORD or the file ~/.pgpass.",
    "server-unreadable": "This is no address of a PostgreSQL database. Write it as postgresql://user@server/name.",
    "file-needed": "Choose the file of the office, or write where it lies.",
    "no-office-there": "There is no office at {place}. Nothing was changed. Choose another place, or set up an office.",
    "no-draft": "What is typed cannot be kept in {folder} meanwhile. Nothing is lost while this window is open.",
}
