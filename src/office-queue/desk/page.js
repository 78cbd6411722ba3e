// What the modules of the desk page share: the board as it was heard last, and small things for words and elements.
// Every word from outside is set as text, never as markup.

export const page = {
  board: null,
  clockOffset: 0, // the queue's clock less this machine's, in milliseconds
  lastHeard: 0,
  lead: false, // whether this tab is the one that sounds for all tabs of this browser
};

export const byId = (id) => document.getElementById(id);

// ---- time ----

export const now = () => Date.now() + page.clockOffset;
export const minutesSince = (time) => Math.max(0, Math.floor((now() - Date.parse(time)) / 60_000));
// In the office's zone, whatever zone this machine is set to.
export const clock = (time) =>
  new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: page.board?.time_zone });
export const minutes = (count) => (count < 120 ? `${count} min` : `${Math.floor(count / 60)} h ${count % 60} min`);

export const isLate = (visit) => now() >= Date.parse(visit.due_at);
// Amber from 80 % of the promise.
export function isSoon(visit) {
  const due = Date.parse(visit.due_at);
  const arrived = Date.parse(visit.arrived_at);
  return now() >= arrived + 0.8 * (due - arrived);
}

// ---- elements ----

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const isolated = (text) => element("bdi", {}, text);

const FOCUSABLE = "button, input, select, summary, a[href]";

// Replaces what is inside only where it would differ, so that a press or a focus is never lost to a redraw.
export function fill(parent, children) {
  const holder = parent.cloneNode(false);
  holder.append(...children);
  if (holder.innerHTML === parent.innerHTML) return;
  const place = [...parent.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  parent.replaceChildren(...holder.childNodes);
  const again = [...parent.querySelectorAll(FOCUSABLE)];
  if (place >= 0) again[Math.min(place, again.length - 1)]?.focus();
}

// The same for a table: rows stay where their visit stays, and only cells that differ are replaced.
export function fillRows(body, rows) {
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

// What went wrong, until the next press.
export function say(text) {
  byId("message").textContent = text;
}

// For those who hear the page: politely, after what is being read.
export function announce(text) {
  byId("announcer").textContent = text;
}

// ---- this desk ----

export const deskName = () => byId("desk").value.trim();

export function deskNamed() {
  if (deskName() !== "") return true;
  say("Give this desk a name first, such as “Desk 1”: visitors are told where to go.");
  byId("desk").classList.add("missing");
  byId("desk").focus();
  return false;
}

// The lists of the board in one.
export const everybody = (board) =>
  [board.arrived_offline, board.waiting, board.held, board.called, board.serving].flat();
export const visitById = (id) => page.board && everybody(page.board).find((visit) => visit.id === id);
export const ownVisit = () =>
  page.board && [...page.board.called, ...page.board.serving].find((visit) => visit.desk === deskName());
