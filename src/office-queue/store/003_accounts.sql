-- Who may use the desk page, what was done there, and what is kept when details are erased.

-- Staff who can sign in. A name is unique over all offices, so that signing in asks for no office.
CREATE TABLE accounts (
    name       TEXT PRIMARY KEY,
    office     TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('staff', 'manager', 'admin')),
    password   TEXT NOT NULL,        -- the argon2id hash as a PHC string
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is signed in. The id itself is in the browser's cookie only.
CREATE TABLE sessions (
    id_sha256  BLOB PRIMARY KEY,
    office     TEXT NOT NULL,
    account    TEXT NOT NULL REFERENCES accounts (name),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL      -- the last thing the person did, to the minute
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_account ON sessions (account, created_at);

-- What staff did. Nothing of a visitor: `visit` is the number of a row that is erased with the day.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    office  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    account TEXT,                    -- NULL: nobody was signed in
    action  TEXT NOT NULL,
    visit   INTEGER
) STRICT;

CREATE INDEX audit_by_time ON audit (office, at);

-- What stays of the visits of a day once their details are erased: numbers only.
CREATE TABLE day_counts (
    office             TEXT NOT NULL,
    day                TEXT NOT NULL, -- the service day on which the visitors arrived
    service            TEXT NOT NULL, -- the id as sent; '' where the visitor would rather not say
    language           TEXT NOT NULL, -- of the screen
    visits             INTEGER NOT NULL, -- all of them, also those taken back
    seen               INTEGER NOT NULL, -- called to a desk
    within_promise     INTEGER NOT NULL, -- called by the promised time
    no_shows           INTEGER NOT NULL,
    cancelled          INTEGER NOT NULL,
    private_interviews INTEGER NOT NULL,
    interpreters       INTEGER NOT NULL, -- asked for; by language in interpreter_counts
    large_print        INTEGER NOT NULL,
    audio              INTEGER NOT NULL,
    braille            INTEGER NOT NULL,
    PRIMARY KEY (office, day, service, language)
) STRICT, WITHOUT ROWID;

-- Interpreters that were asked for, by the language spoken; it can be one that no screen has.
CREATE TABLE interpreter_counts (
    office   TEXT NOT NULL,
    day      TEXT NOT NULL,
    language TEXT NOT NULL,
    mode     TEXT NOT NULL,          -- '' where none was chosen
    asked    INTEGER NOT NULL,
    PRIMARY KEY (office, day, language, mode)
) STRICT, WITHOUT ROWID;
