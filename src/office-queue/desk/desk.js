// The desk page. It shows what the queue sends and asks for what staff press; it decides nothing itself.
// Every word from outside is set as text, never as markup.

const byId = (id) => document.getElementById(id);
const page = {
  board: null,
  clockOffset: 0, // the queue's clock less this machine's, in milliseconds
  lastHeard: 0,
  seen: null, // the visits of the last board, so that new ones can be told
};
const SILENT_AFTER = 25_000; // the queue sends at least every 15 s
const RING_AGAIN = 60_000;
let lastRing = 0;

// ---- small things ----

const now = () => Date.now() + page.clockOffset;
const minutesSince = (time) => Math.max(0, Math.floor((now() - Date.parse(time)) / 60_000));
// In the office's zone, whatever zone this machine is set to.
const clock = (time) => new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: page.board?.time_zone });
const minutes = (count) => (count < 120 ? `${count} min` : `${Math.floor(count / 60)} h ${count % 60} min`);

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Replaces what is inside only where it would differ, so that a press or a focus is never lost to a redraw.
function fill(parent, children) {
  const holder = parent.cloneNode(false);
  holder.append(...children);
  if (holder.innerHTML !== parent.innerHTML) parent.replaceChildren(...holder.childNodes);
}

// The same for a table: rows stay where their visit stays, and only cells that differ are replaced.
function fillRows(body, rows) {
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  const place = focused ? [...body.rows].indexOf(focused.closest("tr")) : -1;
  const old = new Map([...body.rows].map((row) => [row.dataset.visit, row]));
  rows.forEach((row, index) => {
    const kept = old.get(row.dataset.visit);
    old.delete(row.dataset.visit);
    if (kept) update(kept, row);
    const right = kept ?? row;
    if (body.rows[index] !== right) body.insertBefore(right, body.rows[index] ?? null);
  });
  for (const gone of old.values()) gone.remove();
  // Whose row has gone goes on at the row that took its place, or at the biggest button of the page.
  if (focused && !body.contains(document.activeElement)) {
    const next = body.rows[Math.min(place, body.rows.length - 1)]?.querySelector("button") ?? byId("next");
    next.focus();
  }
}

function update(kept, row) {
  kept.className = row.className;
  [...row.cells].forEach((cell, index) => {
    if (kept.cells[index].outerHTML !== cell.outerHTML) kept.cells[index].replaceWith(cell);
  });
}

function say(text) {
  byId("message").textContent = text;
}

function announce(text) {
  byId("announcer").textContent = text;
}

// Says whether it could be heard: a browser lets a page sound only after it was touched once.
function ring() {
  if (!byId("sound").checked) return true;
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return false;
  try {
    const audio = (ring.audio ??= new AudioContext());
    audio.resume();
    [880, 1109, 880].forEach((pitch, index) => {
      const start = audio.currentTime + index * 0.28;
      const tone = audio.createOscillator();
      const level = audio.createGain();
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0.0001, start);
      level.gain.exponentialRampToValueAtTime(0.25, start + 0.02);
      level.gain.exponentialRampToValueAtTime(0.0001, start + 0.26);
      tone.connect(level).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.27);
    });
  } catch {
    // Without sound the list and the words remain.
  }
  return true;
}

// ---- what staff press ----

const desk = byId("desk");
desk.value = sessionStorage.getItem("desk") ?? "";
desk.addEventListener("input", () => {
  sessionStorage.setItem("desk", desk.value.trim());
  desk.classList.remove("missing");
  draw();
});

function deskNamed() {
  if (desk.value.trim() !== "") return true;
  say("Give this desk a name first, such as “Desk 1”: visitors are told where to go.");
  desk.classList.add("missing");
  desk.focus();
  return false;
}

let asking = false;
async function ask(path, needsDesk) {
  if (asking || (needsDesk && !deskNamed())) return null;
  asking = true;
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Reception-Desk": "1" },
      body: JSON.stringify({ desk: desk.value.trim(), office: page.board?.office }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = await response.json();
    if (!response.ok) {
      say(answer.detail ?? answer.title);
      return null;
    }
    say("");
    return answer;
  } catch {
    say("The queue did not answer. Try again; if it goes on, call visitors by their tickets in the order below.");
    return null;
  } finally {
    asking = false;
  }
}

async function callNext() {
  const answer = await ask("/desk/next", true);
  if (answer && answer.visit === null) say("Nobody is waiting.");
}

const ACTIONS = {
  call: { label: "Call", needsDesk: true },
  recall: { label: "Recall", needsDesk: true },
  "no-show": { label: "No-show" },
  done: { label: "Done" },
  accept: { label: "Put in the list" },
};

function button(visit, action, primary = false) {
  const { label } = ACTIONS[action];
  const made = element("button", { type: "button", className: primary ? "primary" : "", "aria-label": `${label} ${visit.ticket}` }, label);
  made.dataset.key = `${action} ${visit.id}`;
  return made;
}

document.addEventListener("click", (event) => {
  const key = event.target.closest?.("button[data-key]")?.dataset.key;
  if (!key) return;
  const [action, id] = key.split(" ");
  ask(`/desk/visits/${id}/${action}`, ACTIONS[action].needsDesk);
});
byId("next").addEventListener("click", callNext);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (event.key.toLowerCase() === "n") {
    event.preventDefault();
    callNext();
  }
});
byId("office").addEventListener("change", (event) => {
  sessionStorage.setItem("office", event.target.value);
  connect();
});

// ---- what is shown ----

const isolated = (text) => element("bdi", {}, text);

function languageWords(language) {
  if (language.autonym === null) return [isolated(language.name)];
  return [isolated(language.name), " · ", element("span", { className: "autonym", lang: language.tag, dir: language.right_to_left ? "rtl" : "ltr" }, language.autonym)];
}

function needsList(visit) {
  const items = visit.needs.map((need) =>
    element("li", { className: need.arrange ? "arrange" : "" }, isolated(need.text), ...(need.language ? [" ", ...languageWords(need.language), need.rest] : [])));
  if (visit.appointment !== null) items.unshift(element("li", {}, "Appointment ", isolated(visit.appointment)));
  if (visit.party > 1) items.push(element("li", {}, `${visit.party} people`));
  return items.length ? [element("ul", { className: "needs" }, ...items)] : [];
}

function ticketCell(visit) {
  const under = visit.kiosk === null ? null : element("span", { className: "under" }, `from kiosk ${visit.kiosk}`);
  return element("th", { scope: "row" }, element("span", { className: "ticket" }, visit.ticket), under);
}

function serviceCell(visit) {
  return element("td", {}, isolated(visit.service), " ", visit.urgent ? element("span", { className: "mark urgent" }, "Urgent") : null);
}

// Amber from 80 % of the promise, red after it; each with its word.
function promiseCell(visit) {
  const due = Date.parse(visit.due_at);
  const arrived = Date.parse(visit.arrived_at);
  const cell = element("td", { className: "time", "data-label": "Promised by" }, clock(visit.due_at));
  if (now() >= due) {
    const over = Math.floor((now() - due) / 60_000);
    cell.append(" ", element("span", { className: "mark late" }, over > 0 ? `Late by ${minutes(over)}` : "Late"));
  } else if (now() >= arrived + 0.8 * (due - arrived)) {
    cell.append(" ", element("span", { className: "mark soon" }, "Soon"));
  }
  return cell;
}

function row(visit, className, ...cells) {
  const made = element("tr", { className }, ...cells);
  made.dataset.visit = visit.id;
  return made;
}

function waitingRow(visit) {
  return row(visit, "",
    ticketCell(visit), serviceCell(visit),
    element("td", { className: "time", "data-label": "Waited" }, minutes(minutesSince(visit.arrived_at))),
    promiseCell(visit),
    element("td", {}, ...languageWords(visit.language)),
    element("td", {}, ...needsList(visit)),
    element("td", { className: "actions" }, button(visit, "call")));
}

function calledRow(visit) {
  const own = visit.desk === desk.value.trim();
  const calls = visit.calls > 1 ? ` (call ${visit.calls})` : "";
  return row(visit, own ? "own" : "",
    ticketCell(visit),
    element("td", {}, isolated(visit.desk), own ? element("span", { className: "under" }, "this desk") : null),
    serviceCell(visit),
    element("td", {}, ...languageWords(visit.language)),
    element("td", {}, ...needsList(visit)),
    element("td", { className: "time", "data-label": "Called" }, `${clock(visit.called_at)}${calls}`),
    element("td", { className: "actions" }, own ? button(visit, "recall") : null, button(visit, "no-show"), button(visit, "done", own)));
}

function offlineRow(visit) {
  const day = visit.arrived_day === null ? "" : ` on ${visit.arrived_day}`;
  return row(visit, "",
    ticketCell(visit), serviceCell(visit),
    element("td", { className: "time", "data-label": "Arrived" }, `${clock(visit.arrived_at)}${day}`),
    element("td", {}, ...languageWords(visit.language)),
    element("td", {}, ...needsList(visit)),
    element("td", { className: "actions" }, button(visit, "accept", true), button(visit, "done")));
}

function more(id, shown, count) {
  byId(id).hidden = count <= shown;
  byId(id).textContent = `and ${count - shown} more, shown as these are dealt with`;
}

function draw() {
  const { board } = page;
  byId("clock").textContent = clock(now());
  connectionShown();
  if (board === null) return;
  byId("office-name").textContent = board.office_name;
  const late = board.waiting.filter((visit) => now() >= Date.parse(visit.due_at)).length;
  const counts = [["Waiting", board.counts.waiting], ["Late", late], ["At the desks", board.counts.called], ["Done today", board.counts.done], ["No-shows", board.counts.no_show], ["Cancelled", board.counts.cancelled]];
  fill(byId("counts"), counts.map(([name, count]) => element("div", {}, element("dt", {}, name), element("dd", {}, String(count)))));
  byId("next").setAttribute("aria-disabled", String(board.counts.waiting === 0));

  byId("offline").hidden = board.arrived_offline.length === 0;
  fillRows(byId("offline-rows"), board.arrived_offline.map(offlineRow));
  more("offline-more", board.arrived_offline.length, board.counts.arrived_offline);
  byId("called").hidden = board.called.length === 0;
  fillRows(byId("called-rows"), board.called.map(calledRow));
  fillRows(byId("waiting-rows"), board.waiting.map(waitingRow));
  byId("waiting-table").hidden = board.waiting.length === 0;
  byId("waiting-empty").hidden = board.waiting.length > 0;
  more("waiting-more", board.waiting.length, board.counts.waiting);

  byId("warnings").hidden = board.warnings.length === 0;
  fill(byId("warning-list"), board.warnings.map((warning) => element("li", {}, warning.text)));
  const rings = board.counts.arrived_offline > 0 ? `(${board.counts.arrived_offline} offline) ` : "";
  document.title = `${rings}${board.counts.waiting} waiting – ${board.office_name}`;
}

// ---- what the queue sends ----

function tellChanges(board) {
  const before = page.seen;
  page.seen = { waiting: new Set(board.waiting.map((visit) => visit.id)), offline: new Set(board.arrived_offline.map((visit) => visit.id)), called: new Map(board.called.map((visit) => [visit.id, visit.calls])) };
  const late = board.arrived_offline.filter((visit) => !before?.offline.has(visit.id));
  if (late.length > 0 || (board.arrived_offline.length > 0 && Date.now() - lastRing > RING_AGAIN)) {
    lastRing = ring() ? Date.now() : 0;
  }
  if (before === null) return;
  const words = [];
  const arrived = board.waiting.filter((visit) => !before.waiting.has(visit.id) && !before.offline.has(visit.id));
  if (arrived.length > 3) words.push(`${arrived.length} new visitors.`);
  else words.push(...arrived.map((visit) => `New: ${visit.ticket}, ${visit.service}, ${visit.language.name}.`));
  const called = board.called.filter((visit) => before.called.get(visit.id) !== visit.calls);
  words.push(...called.map((visit) => `${visit.ticket} called to ${visit.desk}.`));
  if (late.length > 0) words.push(`${late.length} arrived while offline.`);
  if (words.length > 0) announce(words.join(" "));
}

function showOffices(offices, chosen) {
  byId("office-choice").hidden = offices.length < 2;
  fill(byId("office"), offices.map(([id, name]) => element("option", { value: id }, name)));
  byId("office").value = chosen ?? "";
}

function connectionShown() {
  const lost = page.lastHeard > 0 && Date.now() - page.lastHeard > SILENT_AFTER;
  const words = lost ? `No connection since ${clock(page.lastHeard + page.clockOffset)}: this list may be out of date` : page.lastHeard > 0 ? "Live" : "Connecting …";
  byId("connection").classList.toggle("lost", lost);
  if (byId("connection").textContent !== words) byId("connection").textContent = words;
}

let stream = null;
function connect() {
  stream?.close();
  page.seen = null;
  const office = sessionStorage.getItem("office");
  stream = new EventSource(office ? `/desk/events?office=${encodeURIComponent(office)}` : "/desk/events");
  stream.addEventListener("board", (event) => {
    const { offices, board } = JSON.parse(event.data);
    page.lastHeard = Date.now();
    if (board === null && office) {
      sessionStorage.removeItem("office");
      connect();
      return;
    }
    showOffices(offices, board?.office);
    if (board === null) {
      byId("office-name").textContent = "No office yet";
      say("No kiosk has a token yet. Run: office-queue token add <office> <kiosk>");
    } else {
      page.clockOffset = Date.parse(board.now) - Date.now();
      tellChanges(board);
      page.board = board;
    }
    draw();
  });
  stream.addEventListener("trouble", (event) => say(event.data));
  // A browser gives up after some answers; this page does not.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  });
}

connect();
setInterval(draw, 1000);
