-- The desks' work: more states, and what staff have arranged for a visit.

-- SQLite cannot change a CHECK, so the table is made anew.
CREATE TABLE visits_new (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that a stale page cannot act on another visit
    office      TEXT NOT NULL,
    kiosk       TEXT NOT NULL,    -- '' where staff added the visitor: no kiosk can be called that
    visit       TEXT NOT NULL,    -- the id of the check-in, the subject of later events; or the desk page's own key
    ticket      TEXT NOT NULL,    -- as the kiosk gave it; two kiosks may have given the same by mistake
    ticket_day  TEXT NOT NULL,    -- the service day of the ticket, by the kiosk's clock
    stored_day  TEXT NOT NULL,    -- the service day on which the queue stored it
    arrived_at  INTEGER NOT NULL, -- when the visitor confirmed
    arrived_day TEXT NOT NULL,    -- the service day of that moment
    due_at      INTEGER NOT NULL, -- until when the office promises to speak to them
    late        INTEGER NOT NULL, -- 1: arrived while offline, so that its wait says nothing of the desks
    service     TEXT,             -- the id as sent, or what staff transferred it to; NULL where not said
    urgent      INTEGER NOT NULL, -- 1: called before all others
    language    TEXT NOT NULL,    -- of the visitor's screen, as in the details
    details     TEXT NOT NULL,    -- the check-in's data as JSON
    unknown     TEXT,             -- JSON: words and fields this version does not know; NULL for none
    state       TEXT NOT NULL CHECK (state IN
        ('arrived-offline', 'waiting', 'held', 'called', 'serving', 'done', 'no-show', 'cancelled')),
    for_desk    TEXT,             -- the desk it was transferred to
    desk        TEXT,             -- where it was called to
    called_at   INTEGER,          -- the last call
    calls       INTEGER NOT NULL DEFAULT 0,
    first_called_at      INTEGER, -- the first call: the visitor was seen then
    first_called_service TEXT,    -- the service they had waited for until then
    served_at   INTEGER,          -- when they came to the desk
    ended_at    INTEGER,
    revision    INTEGER NOT NULL DEFAULT 0, -- grows with each move, so that Undo knows whether it is still the last
    come_to_me  INTEGER NOT NULL DEFAULT 0, -- 1: someone is to go to them
    going       TEXT,             -- the desk that said "I am going"
    interpreter TEXT CHECK (interpreter IN ('asked', 'booked', 'here', 'done')), -- NULL: none is needed
    interpreter_mode TEXT,        -- how the interpreter will be there; as asked until staff say otherwise
    room        TEXT,             -- the private room taken for them
    apology_at  INTEGER,          -- when staff apologised for a wait that overran
    UNIQUE (office, kiosk, visit)
) STRICT;

-- "Closed" was a word for a late arrival that was not put in the list; it is done.
INSERT INTO visits_new (id, office, kiosk, visit, ticket, ticket_day, stored_day, arrived_at, arrived_day, due_at, late,
        service, urgent, language, details, unknown, state, desk, called_at, calls, first_called_at,
        first_called_service, ended_at, come_to_me, interpreter, interpreter_mode)
    SELECT id, office, kiosk, visit, ticket, ticket_day, stored_day, arrived_at, arrived_day, due_at,
        state IN ('arrived-offline', 'closed'), service, urgent, details ->> '$.language', details, unknown,
        CASE state WHEN 'closed' THEN 'done' ELSE state END, desk, called_at, calls, called_at,
        CASE WHEN called_at IS NULL THEN NULL ELSE service END, ended_at,
        EXISTS (SELECT 1 FROM json_each(details, '$.needs') WHERE value = 'come-to-me'),
        CASE WHEN details -> '$.interpreter' IS NULL THEN NULL ELSE 'asked' END, details ->> '$.interpreter.mode'
    FROM visits;

-- The ids of erased visits must not come again either.
DELETE FROM sqlite_sequence WHERE name = 'visits_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'visits_new', seq FROM sqlite_sequence WHERE name = 'visits';
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;

-- The waiting list in the order of calling, and the other lists by state.
CREATE INDEX visits_by_state ON visits (office, state, urgent DESC, due_at, arrived_at, id);
-- The measured waits of the last hour.
CREATE INDEX visits_by_first_call ON visits (office, first_called_at) WHERE first_called_at IS NOT NULL;
-- A room is taken for one visit at a time.
CREATE UNIQUE INDEX rooms_taken ON visits (office, room) WHERE room IS NOT NULL;

-- The last step of each desk, for its Undo. Erased with its visit.
CREATE TABLE last_steps (
    office   TEXT NOT NULL,
    desk     TEXT NOT NULL,
    visit    INTEGER NOT NULL, -- visits.id
    revision INTEGER NOT NULL, -- of the visit after the step
    step     TEXT NOT NULL,    -- the action's word, or 'add'
    before   TEXT,             -- JSON: how the visit stood; NULL where the step added it
    PRIMARY KEY (office, desk)
) STRICT, WITHOUT ROWID;

-- What staff have opened, paused or closed. It holds for its day only.
CREATE TABLE service_stops (
    office  TEXT NOT NULL,
    service TEXT NOT NULL,     -- '' for all services that have no row of their own
    day     TEXT NOT NULL,     -- the office's service day
    stop    TEXT NOT NULL CHECK (stop IN ('open', 'paused', 'closed')), -- 'open': an exception to ''
    reason  TEXT,              -- a message id that the kiosks have
    since   INTEGER NOT NULL,
    PRIMARY KEY (office, service)
) STRICT, WITHOUT ROWID;
