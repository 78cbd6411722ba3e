-- Never edit a migration that was released: write the next one. Comments stand inside the statements, so that
-- `.schema` shows them to whoever opens a kiosk's database in five years.

CREATE TABLE origin (
    -- One row: how this database began.
    one INTEGER PRIMARY KEY CHECK (one = 1),
    -- 1 if it took the place of a damaged one, so numbers it knows nothing of may be in people's hands.
    after_damage INTEGER NOT NULL CHECK (after_damage IN (0, 1))
) STRICT;

CREATE TABLE numbers (
    -- One row for each series and service day on which a number was given. Rows are kept for good: a day that
    -- comes again (a clock set wrong and back) goes on above its highest. A year is 366 short rows.
    series TEXT NOT NULL,
    -- The office's calendar day, YYYY-MM-DD.
    service_day TEXT NOT NULL,
    -- The first and the highest number given.
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first AND first > 0),
    -- 0 while the first number was a guess, made before the queue had said what it knows of this day.
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    PRIMARY KEY (series, service_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    -- The order of commit. AUTOINCREMENT, because an order that is used again is not an order.
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The event's id and the id of its visit, as text so that a person can read them.
    id TEXT NOT NULL UNIQUE,
    visit TEXT NOT NULL,
    -- When it was committed: wall clock in Unix milliseconds, the boot, milliseconds since that boot.
    wall_ms INTEGER NOT NULL,
    boot TEXT NOT NULL,
    boot_ms INTEGER NOT NULL,
    -- Both NULL while it waits; the HTTP status and the queue's words once the queue refused it for good.
    held_status INTEGER,
    held_reason TEXT,
    -- The exact bytes to send. The row is deleted (and overwritten: secure_delete) once the queue has them. Last,
    -- so that counting and ordering read no bodies.
    body BLOB NOT NULL,
    CHECK ((held_status IS NULL) = (held_reason IS NULL))
) STRICT;

CREATE INDEX events_by_visit ON events (visit, seq);
