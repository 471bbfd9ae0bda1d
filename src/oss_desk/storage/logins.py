"""Logins of the database, one for each official, on PostgreSQL: roles, their groups, and an owner without a login.

An office with own logins belongs to a role that cannot log in. A second one, the keeper, makes and disables the logins
of officials and can do nothing else; its two functions are all that an administrator calls. Roles are the server's, so
their names hold the name of the database.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal

from sqlalchemy import Connection, text

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import BUILT_IN_ROLES
from oss_desk.storage import grants
from oss_desk.storage.errors import UNFIT

Logins = Literal["file", "shared", "own"]
"""How people reach the database: by the file itself, by one login for all, or each by her own."""
LONGEST = 63
"""Bytes of a name on the server."""
GROUPS = ("member", *BUILT_IN_ROLES)
_MADE, _ENDED = "oss_desk_keep_login", "oss_desk_end_sessions"


def role_of(database: str, login: str) -> str:
    """The role of an official: her login at the database, shortened by a digest where it would be too long."""
    return _fitting(f"{login}@{database}")


def group_of(database: str, group: str) -> str:
    """The role of a group of an office, or of its owner or keeper."""
    return _fitting(f"oss_desk_{database}_{group}")


def _fitting(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    kept = name.encode()[: LONGEST - 17].decode(errors="ignore")
    return f"{kept}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def kind(connection: Connection) -> Logins:
    """How people reach this database. One restored under another name has no logins until they are given."""
    if connection.dialect.name == "sqlite":
        return "file"
    owner = group_of(_database(connection), "owner")
    return "own" if connection.scalar(text(_IS_OWN), {"owner": owner}) else "shared"


def may_turn_over(connection: Connection) -> bool:
    """Whether this user of the server may give an office own logins: make roles, and hold the tables."""
    return connection.dialect.name == "postgresql" and bool(connection.scalar(text(_MAY)))


def without(connection: Connection) -> tuple[str, ...]:
    """The officials who may sign in and have no login of their own on this server."""
    known = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    active = connection.scalars(text("SELECT login FROM official WHERE active ORDER BY id")).all()
    return tuple(login for login in active if role_of(_database(connection), login) not in known)


def turn_over(connection: Connection, passwords: Mapping[str, str], *, once: bool = False) -> None:
    """Give each official a login of her own, with the password given for her login; nothing else lets her in then.

    Those without a password here, and those who were let go, cannot log in until an administrator gives them one. To
    do it again brings roles and grants into order. `once`: each chooses her own password when she first signs in.
    """
    database = _database(connection)
    _make_roles(connection, database)
    _hand_over(connection, database)
    put_up(connection)
    connection.execute(text(_OWN))
    for row in connection.execute(text("SELECT id, login FROM official ORDER BY id")).all():
        values = {"role": role_of(database, row.login), "id": row.id}
        connection.execute(text(_NAMED), values)
        verifier = _verifier(connection, values["role"], passwords[row.login]) if row.login in passwords else None
        if once and row.login in passwords:
            connection.execute(text("UPDATE official SET password_once = true WHERE id = :id"), {"id": row.id})
        keep_login(connection, row.id, verifier)


def put_up(connection: Connection) -> None:
    """The grants and the keeper's functions anew, by whoever may act as the owner; after each migration."""
    database = _database(connection)
    _take_grants(connection, database)
    for right in sorted(grants.wanted()):
        _run(connection, grants.statement(right, _quoted(connection, group_of(database, right.group))))
    _put_up_keeper(connection, database)


def act_as_owner(connection: Connection) -> None:
    """Let this transaction do what the owner may; nothing where an office has no own logins."""
    if connection.dialect.name != "postgresql" or not connection.scalar(text("SELECT to_regclass('meta')")):
        return
    if kind(connection) == "own":
        _run(connection, f"SET LOCAL ROLE {_quoted(connection, group_of(_database(connection), 'owner'))}")


def check(connection: Connection) -> None:
    """Refuse an office whose grants are not those of the table."""
    if kind(connection) != "own":
        return
    database = _database(connection)
    found = grants.standing(connection, {group_of(database, group): group for group in (*GROUPS, "keeper")})
    differing = found ^ grants.wanted()
    if differing:
        named = sorted(f"{one.group}: {one.privilege} {one.table} {one.column}".strip() for one in differing)
        raise refuse("grants-differ", grants=", ".join(named[:5]))


def verifier_of(connection: Connection, login: str, password: str) -> str:
    """What the server keeps of a password (SCRAM-SHA-256); the password itself is never sent to it."""
    return _verifier(connection, role_of(_database(connection), login), password)


def keep_login(connection: Connection, official_id: int, verifier: str | None = None) -> None:
    """Bring an official's role in line with her row: her password, her groups, and whether she may log in."""
    connection.execute(text(f"SELECT {_MADE}(:official, :verifier)"), {"official": official_id, "verifier": verifier})


def end_sessions(connection: Connection, official_id: int) -> None:
    """End what somebody who was let go has open on the server."""
    connection.execute(text(f"SELECT {_ENDED}(:official)"), {"official": official_id})


def own_password(connection: Connection, role: str, password: str) -> None:
    """Another password of whoever is connected."""
    verifier = _verifier(connection, role, password)
    _run(connection, f"ALTER ROLE CURRENT_USER PASSWORD '{verifier}'")


def _run(connection: Connection, statement: str) -> None:
    """A statement that takes no parameters, with names in it that may hold a per cent sign."""
    connection.exec_driver_sql(statement.replace("%", "%%"))


def _verifier(connection: Connection, role: str, password: str) -> str:
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("there is no connection")
    made: bytes = raw.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode()


def _database(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT current_database()")))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _make_roles(connection: Connection, database: str) -> None:
    known = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    attributes = {"keeper": "NOLOGIN CREATEROLE"}
    for group in ("owner", "keeper", *GROUPS):
        name = group_of(database, group)
        if name not in known:
            made = f"CREATE ROLE {_quoted(connection, name)} {attributes.get(group, 'NOLOGIN')}"
            _run(connection, made)
    keeper = _quoted(connection, group_of(database, "keeper"))
    for group in ("owner", "keeper"):
        _grant_to_me(connection, group_of(database, group))
    for group in GROUPS:
        name = _quoted(connection, group_of(database, group))
        _run(connection, f"GRANT {name} TO {keeper} WITH ADMIN OPTION")


def _grant_to_me(connection: Connection, role: str) -> None:
    """Whoever makes an office of own logins may act as its owner, to migrate it; a superuser may anyway."""
    if not connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")):
        _run(connection, f"GRANT {_quoted(connection, role)} TO SESSION_USER")


def _hand_over(connection: Connection, database: str) -> None:
    """Every table and function to the owner, and nothing to everybody."""
    owner, name = _quoted(connection, group_of(database, "owner")), _quoted(connection, database)
    member = _quoted(connection, group_of(database, "member"))
    schema = _quoted(connection, str(connection.scalar(text("SELECT current_schema()"))))
    for statement in (
        f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC",
        f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner}",
        f"GRANT USAGE ON SCHEMA {schema} TO {member}",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {member}, {owner}",
        f"ALTER DATABASE {name} SET search_path = {schema}",
    ):
        _run(connection, statement)
    for table in connection.scalars(text(_TABLES)).all():
        _run(connection, f"ALTER TABLE {_quoted(connection, table)} OWNER TO {owner}")
    for function in connection.scalars(text(_FUNCTIONS)).all():
        _run(connection, f"ALTER FUNCTION {function}() OWNER TO {owner}")


def _take_grants(connection: Connection, database: str) -> None:
    """What anybody but the owner has, of this table or of none."""
    groups: dict[str, str] = {}
    found: Iterable[grants.Right] = grants.standing(connection, groups)
    for role, table in sorted({(right.group, right.table) for right in found}):
        name = "PUBLIC" if role == "public" else _quoted(connection, role)
        _run(connection, f"REVOKE ALL ON {_quoted(connection, table)} FROM {name}")


def _put_up_keeper(connection: Connection, database: str) -> None:
    keeper, schema = _quoted(connection, group_of(database, "keeper")), connection.scalar(text(_SCHEMA))
    administrators = _quoted(connection, group_of(database, "administrator"))
    _run(connection, "RESET ROLE")
    _run(connection, f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {keeper}")
    for name, arguments, body in _functions(database):
        _run(connection, f"DROP FUNCTION IF EXISTS {name}({arguments})")
        _run(
            connection,
            f"CREATE FUNCTION {name}({arguments}) RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = {schema}, pg_temp AS $keeper${body}$keeper$",
        )
        _run(connection, f"REVOKE ALL ON FUNCTION {name}({arguments}) FROM PUBLIC")
        _run(connection, f"GRANT EXECUTE ON FUNCTION {name}({arguments}) TO {administrators}")
        _run(connection, f"ALTER FUNCTION {name}({arguments}) OWNER TO {keeper}")
    _run(connection, f"REVOKE CREATE ON SCHEMA {schema} FROM {keeper}")


def _functions(database: str) -> tuple[tuple[str, str, str], ...]:
    names = {
        "member": group_of(database, "member"),
        **{"unfit": UNFIT, "owner": group_of(database, "owner")},
        "groups": ", ".join(f"'{code}', '{group_of(database, code)}'" for code in BUILT_IN_ROLES),
    }
    return (
        (_MADE, "wanted bigint, verifier text", _KEEP.format(**names)),
        (_ENDED, "wanted bigint", _END.format(**names)),
    )


_MAY = (
    "SELECT (rolsuper OR rolcreaterole) AND has_schema_privilege(current_schema(), 'CREATE') "
    "FROM pg_roles WHERE rolname = session_user"
)
_IS_OWN = (
    "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'logins' AND value = 'own') "
    "AND EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :owner)"
)
_OWN = "INSERT INTO meta (name, value) VALUES ('logins', 'own') ON CONFLICT (name) DO UPDATE SET value = 'own'"
_NAMED = "UPDATE official SET database_login = :role, password_hash = NULL WHERE id = :id"
_SCHEMA = "SELECT quote_ident(current_schema())"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_FUNCTIONS = (
    "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND pronargs = 0 "
    "AND prorettype = 'trigger'::regtype"
)
_KEEP = """
DECLARE
  her record;
  groups jsonb := jsonb_build_object({groups});
  one record;
BEGIN
  SELECT database_login AS name, active INTO STRICT her FROM official WHERE id = wanted;
  IF verifier IS NOT NULL AND verifier NOT LIKE 'SCRAM-SHA-256$%' THEN
    RAISE EXCEPTION USING MESSAGE = 'only a SCRAM verifier is taken', ERRCODE = 'invalid_parameter_value';
  END IF;
  IF verifier IS NOT NULL AND NOT pg_has_role(session_user, '{owner}', 'MEMBER') AND NOT EXISTS (
    SELECT 1 FROM event WHERE subject_kind = 'official' AND subject_id = wanted AND xmin = pg_current_xact_id()::xid
    AND kind IN ('official-added', 'password-given')
  ) THEN
    RAISE EXCEPTION USING MESSAGE = '{unfit}: password_told', ERRCODE = 'restrict_violation';
  END IF;
  IF her.name NOT LIKE '%@%' THEN
    RAISE EXCEPTION USING MESSAGE = 'that is no login of an official', ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = her.name) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN', her.name);
    EXECUTE format('GRANT %I TO %I', '{member}', her.name);
    EXECUTE format('GRANT %I TO CURRENT_USER', her.name);
  ELSIF NOT pg_has_role(her.name, '{member}', 'MEMBER') OR pg_has_role(her.name, current_user, 'MEMBER') THEN
    RAISE EXCEPTION USING MESSAGE = 'that is no login of an official', ERRCODE = 'insufficient_privilege';
  END IF;
  IF verifier IS NOT NULL THEN
    EXECUTE format('ALTER ROLE %I PASSWORD %L', her.name, verifier);
  END IF;
  EXECUTE format('ALTER ROLE %I %s', her.name, CASE WHEN her.active THEN 'LOGIN' ELSE 'NOLOGIN' END);
  FOR one IN SELECT key AS code, value #>> '{{}}' AS name FROM jsonb_each(groups) LOOP
    IF EXISTS (
      SELECT 1 FROM official_role held JOIN role ON role.code = held.role
      WHERE held.official_id = wanted AND coalesce(role.belongs_to, role.code) = one.code
    ) THEN
      EXECUTE format('GRANT %I TO %I', one.name, her.name);
    ELSE
      EXECUTE format('REVOKE %I FROM %I', one.name, her.name);
    END IF;
  END LOOP;
END
"""
_END = """
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity JOIN official ON database_login = usename
  WHERE official.id = wanted AND NOT official.active AND datname = current_database() AND pid <> pg_backend_pid()
  AND pg_has_role(usename, '{member}', 'MEMBER');
END
"""
