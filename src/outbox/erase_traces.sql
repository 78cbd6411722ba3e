-- Rebuilds the pages of `events` from the rows that are still there. `secure_delete` overwrites a deleted row and a
-- freed page, but not the copies that moving rows between pages leaves in the free space of a page in use. Emptying
-- the table whole frees or clears every page of it and of its indexes, overwritten all; then the rows go back.
-- Not VACUUM: it builds the new pages in a temporary database of its own, for which SQLite promises no overwriting.
BEGIN IMMEDIATE;
CREATE TEMP TABLE kept AS SELECT * FROM main.events;
DELETE FROM main.events;
INSERT INTO main.events SELECT * FROM temp.kept ORDER BY seq;
DROP TABLE temp.kept;
COMMIT;
