-- Times are milliseconds since 1970 in UTC, by the queue's own clock unless said otherwise. Days are ISO dates in the
-- office's zone. Every table has an office, so that one service can hold several.

-- Every event that was accepted. Kept 90 days: it is how a repeated event gets the same answer and is not done twice.
CREATE TABLE events (
    office      TEXT NOT NULL,
    kiosk       TEXT NOT NULL,
    event       TEXT NOT NULL,    -- the event's id; a sender's own, so that no kiosk can take another's id away
    body_sha256 BLOB NOT NULL,    -- of the exact bytes: the same id with another body is refused
    answer      TEXT,             -- the first answer; NULL once details are erased, and then the id alone is answered
    stored_at   INTEGER NOT NULL,
    PRIMARY KEY (office, kiosk, event)
) STRICT, WITHOUT ROWID;

-- The visits of the day. A row is erased once the office's day in `stored_day` has ended.
CREATE TABLE visits (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that a stale page cannot act on another visit
    office      TEXT NOT NULL,
    kiosk       TEXT NOT NULL,
    visit       TEXT NOT NULL,    -- the id of the check-in, the subject of later events
    ticket      TEXT NOT NULL,    -- as the kiosk gave it; two kiosks may have given the same by mistake
    ticket_day  TEXT NOT NULL,    -- the service day of the ticket, by the kiosk's clock
    stored_day  TEXT NOT NULL,    -- the service day on which the queue stored it
    arrived_at  INTEGER NOT NULL, -- when the visitor confirmed
    arrived_day TEXT NOT NULL,    -- the service day of that moment
    due_at      INTEGER NOT NULL, -- until when the office promises to speak to them
    service     TEXT,             -- the id as sent; NULL where the visitor would rather not say
    urgent      INTEGER NOT NULL, -- 1: called before all others
    details     TEXT NOT NULL,    -- the check-in's data as JSON
    unknown     TEXT,             -- JSON: words and fields this version does not know; NULL for none
    state       TEXT NOT NULL CHECK (state IN
        ('arrived-offline', 'waiting', 'called', 'done', 'no-show', 'cancelled', 'closed')),
    desk        TEXT,             -- where it was called to
    called_at   INTEGER,          -- the last call
    calls       INTEGER NOT NULL DEFAULT 0,
    ended_at    INTEGER,
    UNIQUE (office, kiosk, visit)
) STRICT;

-- The waiting list in the order of calling, and the other lists by state.
CREATE INDEX visits_by_state ON visits (office, state, urgent DESC, arrived_at, id);

-- Visits that were cancelled before their check-in came. The check-in is then stored as cancelled.
CREATE TABLE early_cancellations (
    office    TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    visit     TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (office, kiosk, visit)
) STRICT, WITHOUT ROWID;

-- The highest number of each series and day. It names nobody and is kept, so that a series once seen stays seen.
CREATE TABLE numbers (
    office      TEXT NOT NULL,
    series      TEXT NOT NULL,
    day         TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (office, series, day)
) STRICT, WITHOUT ROWID;

-- The latest status of each kiosk.
CREATE TABLE kiosk_status (
    office    TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    status    TEXT NOT NULL,      -- the event's data as JSON
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (office, kiosk)
) STRICT, WITHOUT ROWID;
