"""What schemathesis cannot know of the queue service, and the one check that is the project's own: a request that is
refused has changed nothing.

Read by `schemathesis run` (SCHEMATHESIS_HOOKS), which tests/integration/fuzzed.rs starts. The environment names the
service's data folder (RECEPTION_DATA), the kiosk that the token is for (RECEPTION_KIOSK, `office:kiosk`), and the file
that says in the end which answers each operation gave (RECEPTION_ANSWERS).
"""

import atexit
import collections
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import tempfile
import uuid

import schemathesis

DATA = pathlib.Path(os.environ["RECEPTION_DATA"])
KIOSK = os.environ["RECEPTION_KIOSK"]
# The account of a profile that has one.
SIGN_IN = json.loads(os.environ.get("RECEPTION_SIGN_IN", "{}"))
FILES = ("queue.db", "queue.db-wal")

# Rows that a refusal may leave behind on purpose: when a signed-in person was seen last, and who was refused, with the
# last row number of that log.
EXCEPT = {"sessions": "0", "audit": "action != 'sign-in refused'", "sqlite_sequence": "name != 'audit'"}


# What people and programs send that no schema thinks of.
HOSTILE = (
    "", " ", "\0", "a\r\nSet-Cookie: a=b", "\u202egnp.exe", "\U0001f600" * 40, "\u0301" * 80, "ﷺ", "=1+1", "'; DROP TABLE visits; --",
    "../../etc/passwd", "%00", "%", "a%20b", "+", "null", "-1", "0", "9223372036854775808", "1e400", "NaN", "x" * 70_000,
    "-262143-01-01", "+262142-12-31", "0000-01-01", "9999-12-31", "2026-02-30", "24:00", "23:60", "01:30",
    "-262143-01-01T00:00:00Z", "+262142-12-31T23:59:59Z", "2026-03-29T01:30:00+01:00", "2016-12-31T23:59:60Z",
    "canal-street", "mill-lane", "<script>alert(1)</script>", "{name}", "A999999999", "A4294967296", "a\tb",
)


# ---- what the queue holds ----


class Store:
    """The service's database as its file says. The service holds the file locked, so a copy is read; nothing writes to
    it meanwhile, since each request has been answered before the next is sent."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="reception-fuzzed-"))
        self.stamp = None
        self.rows = None
        self.visits = 1

    def changed(self):
        """The tables that differ from what was seen last."""
        stamp = [(stat.st_mtime_ns, stat.st_size) for stat in map(os.stat, filter(os.path.exists, map(DATA.joinpath, FILES)))]
        if stamp == self.stamp:
            return []
        self.stamp = stamp
        before, self.rows = self.rows, self.read()
        if before is None:
            return []
        return sorted(table for table in self.rows if self.rows[table] != before.get(table))

    def read(self):
        for name in FILES:
            copied = self.folder / name
            copied.unlink(missing_ok=True)
            if (DATA / name).exists():
                shutil.copyfile(DATA / name, copied)
        database = sqlite3.connect(self.folder / FILES[0])
        try:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            self.visits = database.execute("SELECT coalesce(max(id), 1) FROM visits").fetchone()[0]
            return {name: self.digest(database, name) for name in names}
        finally:
            database.close()

    @staticmethod
    def digest(database, table):
        digest = hashlib.sha256()
        for row in database.execute(f'SELECT * FROM "{table}" WHERE {EXCEPT.get(table, "1")}'):
            digest.update(repr(row).encode())
        return digest.hexdigest()


STORE = Store()
ANSWERS = collections.defaultdict(collections.Counter)


@atexit.register
def say_answers():
    shutil.rmtree(STORE.folder, ignore_errors=True)
    pathlib.Path(os.environ["RECEPTION_ANSWERS"]).write_text(json.dumps(ANSWERS))


@schemathesis.check
def a_refusal_changes_nothing(ctx, response, case):
    ANSWERS[case.operation.label][response.status_code] += 1
    changed = STORE.changed()
    if 400 <= response.status_code < 500 and changed:
        raise AssertionError(f"{case.method} {case.path} was refused with {response.status_code} and changed {changed}")


# ---- requests that get further than the first refusal ----


def is_wanted(case, part):
    """Whether this part of a request is to be made right: always where everything is meant to be right, and for half of
    the others, so that what is wrong elsewhere is reached too."""
    if case.meta is None or case.meta.generation.mode.value == "positive":
        return True
    return digest(case, part) % 2 == 0


def digest(case, part):
    """A number that follows from the request, so that a run can be repeated."""
    said = repr((part, case.path_parameters, case.query, case.body)).encode(errors="replace")
    return int.from_bytes(hashlib.sha256(said).digest()[:4])


@schemathesis.hook
def map_case(ctx, case):
    body = case.body if isinstance(case.body, dict) else None
    if case.path == "/v1/events" and body is not None:
        event(case, body)
    elif case.path == "/v1/appointments" and isinstance(case.body, str) and is_wanted(case, "list"):
        appointments(case)
    elif case.path == "/sign-in" and body is not None and is_wanted(case, "account"):
        body.update(SIGN_IN)
    elif case.path.startswith("/desk") and body is not None and is_wanted(case, "desk"):
        at_a_desk(case, body)
    if "id" in (case.path_parameters or {}) and is_wanted(case, "id"):
        case.path_parameters["id"] = digest(case, "row") % STORE.visits + 1
    for part in filter(None, (case.query, body)):
        if digest(case, "hostile") % 6 == 0:
            make_hostile(case, part)
    return case


def event(case, body):
    """An event whose parts fit together: an id of its own that is the key too, the kiosk's source, and data of its
    type, which is a check-in more often than not."""
    if is_wanted(case, "source"):
        body["source"] = f"urn:reception-kiosk:{KIOSK}"
        body["specversion"] = "1.0"
    if is_wanted(case, "id"):
        body["id"] = str(uuid.UUID(int=digest(case, "id") << 96 | digest(case, "more") << 8))
    data = body.get("data")
    if isinstance(data, dict) and is_wanted(case, "type"):
        data = body["data"] = {name: whole(value) for name, value in data.items()}
        kind = ("visit.checked-in", "visit.checked-in", "visit.cancelled", "kiosk.status")[digest(case, "kind") % 4]
        if kind != "kiosk.status":
            number = digest(case, "number") % 2000 + 1
            data.update({"ticket": f"A{number:03}", "service_day": datetime.date.today().isoformat()})
        if kind == "visit.checked-in":
            data.setdefault("language", "bn")
            body["subject"] = body.get("id")
        else:
            body["subject"] = str(uuid.UUID(int=digest(case, "subject")))
        body["type"] = f"reception.{kind}.v1"
    if is_wanted(case, "key"):
        case.headers["Idempotency-Key"] = f'"{body.get("id")}"'


def whole(value):
    """JSON Schema takes 15.0 for a whole number; the service, like most, does not."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def at_a_desk(case, body):
    """Somebody at one of four desks of the office that there is, who names a service, room or language that is there."""
    body["desk"] = f"Desk {digest(case, 'name') % 4 + 1}"
    if digest(case, "office") % 4:
        body["office"] = None
    known = {"service": "repairs", "to_service": "homeless", "room": "Room 1", "language": "so", "reason": "reason-very-busy"}
    for name, word in known.items():
        if name in body and digest(case, name) % 2:
            body[name] = word


def appointments(case):
    """A list of appointments, of today and the days after it, whole or cut off anywhere."""
    number = digest(case, "rows")
    day = datetime.date.today() + datetime.timedelta(days=number % 3)
    rows = [
        f"HX{number % 1000 + row:03},{day},{9 + row % 8:02}:{row % 60:02},A. Obi,repairs,{('confirmed', 'cancelled', 'away')[row % 3]}"
        for row in range(number % 7)
    ]
    text = "\n".join(["reference,date,time,officer,service,status", *rows]) + "\n"
    if case.media_type == "text/calendar":
        events = [
            f"BEGIN:VEVENT\r\nUID:{number}-{row}\r\nDTSTART:{day:%Y%m%d}T{9 + row % 8:02}0000Z\r\n"
            f"SUMMARY:HX{number % 1000 + row:03}\r\nEND:VEVENT\r\n"
            for row in range(number % 7)
        ]
        text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"
    if number % 4 == 0:
        text = text[: number % (len(text) + 1)]
    elif number % 4 == 1:
        text = text.replace("HX", HOSTILE[number % len(HOSTILE)], 1)
    case.body = text


def make_hostile(case, part):
    """One value among the words of a request becomes one that nobody thought of."""
    words = [name for name, value in part.items() if isinstance(value, str)]
    inner = part.get("data")
    if isinstance(inner, dict) and digest(case, "inner") % 2:
        return make_hostile(case, inner)
    if words:
        # An address as long as that is refused before it reaches any route.
        part[words[digest(case, "which") % len(words)]] = HOSTILE[digest(case, "what") % len(HOSTILE)][: 2000 if part is case.query else None]
