-- Appointments as the office's lists give them. A row is erased once its day has ended.
CREATE TABLE appointments (
    office    TEXT NOT NULL,
    reference TEXT NOT NULL,    -- in its normal form
    source    TEXT NOT NULL,    -- the list it came with: a later list of the same source takes it back or changes it
    day       TEXT NOT NULL,    -- the service day of its time
    starts_at INTEGER NOT NULL,
    officer   TEXT,             -- as visitors know them; NULL where the list names none
    service   TEXT,             -- the service's id; NULL where the list names none
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (office, reference)
) STRICT, WITHOUT ROWID;

CREATE INDEX appointments_by_reference ON appointments (reference, office);
CREATE INDEX appointments_by_source ON appointments (office, source, day);

-- Officers who are away on a day. Their names are compared in small letters.
CREATE TABLE officers_away (
    office  TEXT NOT NULL,
    day     TEXT NOT NULL,
    officer TEXT NOT NULL,
    source  TEXT NOT NULL,
    PRIMARY KEY (office, day, officer, source)
) STRICT, WITHOUT ROWID;

-- How the appointment that a visitor gave fits to the lists, as JSON: the kiosk's answer, kept for staff. Erased with
-- the visit.
ALTER TABLE visits ADD COLUMN appointment TEXT;

-- Calls as the waiting room's display shows them, each with the desk it was made to. A call is a row of its own, so
-- that two calls at once are two, and a number once used never names another call.
CREATE TABLE calls (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    office    TEXT NOT NULL,
    visit     INTEGER NOT NULL, -- visits.id
    desk      TEXT NOT NULL,
    called_at INTEGER NOT NULL
) STRICT;

CREATE INDEX calls_by_office ON calls (office, id);
CREATE INDEX calls_by_visit ON calls (visit);

-- Triggers, so that no way of calling can forget the display. A call taken back by staff sets an older time and no
-- higher count, and is none.
CREATE TRIGGER call_made AFTER UPDATE ON visits
WHEN NEW.state = 'called' AND NEW.desk IS NOT NULL AND NEW.called_at IS NOT NULL
    AND (OLD.state <> 'called' OR NEW.calls > OLD.calls) AND NEW.called_at IS NOT OLD.called_at
BEGIN
    INSERT INTO calls (office, visit, desk, called_at) VALUES (NEW.office, NEW.id, NEW.desk, NEW.called_at);
END;

-- Whoever is back in the list, or has gone, is not called any more.
CREATE TRIGGER call_withdrawn AFTER UPDATE OF state ON visits
WHEN OLD.state <> NEW.state AND NEW.state IN ('waiting', 'held', 'cancelled', 'arrived-offline')
BEGIN
    DELETE FROM calls WHERE visit = NEW.id;
END;

CREATE TRIGGER call_erased AFTER DELETE ON visits
BEGIN
    DELETE FROM calls WHERE visit = OLD.id;
END;

-- A database of an earlier version may be taken over in the middle of a day.
INSERT INTO calls (office, visit, desk, called_at)
    SELECT office, id, desk, called_at FROM visits WHERE state = 'called' AND desk IS NOT NULL AND called_at IS NOT NULL
    ORDER BY called_at, id;
