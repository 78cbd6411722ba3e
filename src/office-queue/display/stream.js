// What the service sends, for as long as the screen is on: a stream that is opened again whenever it ends or falls
// silent, ever more slowly up to a limit. There is never more than one stream or one timer.

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;
const SILENT = 25_000; // the service sends at least every 10 s
const AWAY = 4_000; // how long a stream may be closed before it is said
const ANSWER = 10_000;

const query = location.search;
let token = location.hash.slice(1);
// The token goes no further than this: not into the history, and not onto a picture of the screen.
if (token !== "") history.replaceState(null, "", location.pathname + query);
// Whoever types the token behind the address of a page that is open means to show it.
addEventListener("hashchange", () => location.reload());

let stream = null;
let waiting = false;
let pause = FIRST_PAUSE;
let heardAt = null; // of the monotonic clock, as all times here
let openedAt = 0;
let closedAt = performance.now();
let refused = false;
let take = () => {};

async function shownToken() {
  const answer = await fetch("/display/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
    signal: AbortSignal.timeout(ANSWER),
  });
  // A wrong one is not tried again; whether the screen may show calls is asked next in any case.
  if (answer.ok || [400, 401, 403].includes(answer.status)) token = "";
  return token === "";
}

async function mayShow() {
  const answer = await fetch(`/display/session${query}`, { signal: AbortSignal.timeout(ANSWER) });
  refused = [401, 403, 404].includes(answer.status);
  return answer.ok;
}

async function connect() {
  waiting = false;
  try {
    if (token !== "" && !(await shownToken())) return again();
    if (!(await mayShow())) return again();
  } catch {
    return again();
  }
  const opened = new EventSource(`/display/events${query}`);
  stream = opened;
  openedAt = performance.now();
  opened.addEventListener("calls", (event) => {
    if (stream !== opened) return;
    const sent = JSON.parse(event.data);
    heardAt = performance.now();
    pause = FIRST_PAUSE;
    take(sent);
  });
  opened.addEventListener("error", () => {
    if (stream === opened) again();
  });
}

function again() {
  if (waiting) return;
  waiting = true;
  if (stream !== null) closedAt = performance.now();
  stream?.close();
  stream = null;
  // Screens that lost the service together do not come back all at once.
  setTimeout(connect, pause * (0.8 + 0.4 * Math.random()));
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

// "ok", "away" or "refused". A stream that has fallen silent is opened again.
export function health() {
  const now = performance.now();
  if (stream !== null && now - Math.max(heardAt ?? 0, openedAt) > SILENT) again();
  if (refused) return "refused";
  const silent = heardAt !== null && now - heardAt > SILENT;
  const away = (stream === null || heardAt === null || heardAt < closedAt) && now - closedAt > AWAY;
  return silent || away ? "away" : "ok";
}

export function listen(taker) {
  take = taker;
  connect();
}
