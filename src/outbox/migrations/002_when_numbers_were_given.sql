-- A clock that was set while the kiosk ran shows by the wall clock and the boot clock no longer agreeing on how long
-- ago a number was given. Numbers given before that may be of this very day, whatever day they carry.

-- When the last number was given, as in `events`; NULL where an earlier version gave it.
ALTER TABLE numbers ADD COLUMN wall_ms INTEGER;
ALTER TABLE numbers ADD COLUMN boot TEXT;
ALTER TABLE numbers ADD COLUMN boot_ms INTEGER;
