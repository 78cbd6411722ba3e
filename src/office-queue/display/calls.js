// Which call is shown, and which are still to come. Each call is shown on its own for a while, whatever else is called
// meanwhile, and none is left out. Times are of the monotonic clock, so that a wall clock that is set changes nothing.

const SHOWN = 8_000; // the least time that a call has the screen for itself
const FRESH = 30_000; // how long it is marked as the one that is being called
const SPEAKING_AT_MOST = 20_000; // a sound that never ends must not hold up the next
const STILL_NEW = 120; // seconds: after a lost connection an older call is listed, not announced
const NEW_AT_START = 20; // the same for a screen that was just switched on

const KEY = "reception-display-seen";
const remembered = () => {
  const value = sessionStorage.getItem(KEY);
  return value === null ? null : Number(value);
};

let seen = remembered(); // the highest id that was announced or listed
let calls = []; // newest first, as the service sent them
let coming = []; // ids that wait for their turn, oldest first
let current = null; // { id, since }: the call that was announced last

// Takes what the service sent. Calls that were taken back are gone with it.
export function take(sent) {
  calls = sent.calls;
  // Another database counts from one again.
  if (seen !== null && sent.highest_id < seen) seen = 0;
  const limit = seen === null ? NEW_AT_START : STILL_NEW;
  for (const call of calls.toReversed()) {
    if (call.id > (seen ?? 0) && call.age_seconds < limit) coming.push(call.id);
  }
  seen = sent.highest_id;
  sessionStorage.setItem(KEY, String(seen));
  const ids = new Set(calls.map((call) => call.id));
  coming = coming.filter((id) => ids.has(id));
  if (current !== null && !ids.has(current.id)) current = null;
}

// The call to announce now, if it is another's turn.
export function next(now, speaking) {
  if (coming.length === 0) return null;
  const age = current === null ? Infinity : now - current.since;
  if (age < SHOWN || (speaking && age < SPEAKING_AT_MOST)) return null;
  current = { id: coming.shift(), since: now };
  return calls.find((call) => call.id === current.id);
}

export const isQuiet = (now) => coming.length === 0 && (current === null || now - current.since > FRESH);
export const isCurrent = (id) => current?.id === id;

// What stands on the screen: the call, whether it is being made now, and those before it.
export function standing(now) {
  const announced = calls.filter((call) => !coming.includes(call.id));
  const shown = announced.find((call) => call.id === current?.id) ?? announced[0] ?? null;
  return {
    shown,
    fresh: shown !== null && current !== null && now - current.since < FRESH,
    before: announced.filter((call) => call !== shown).slice(0, 5),
  };
}
