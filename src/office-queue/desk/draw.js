// Draws the board. It is called with each board and each second, and changes only what differs.
import { byId, clock, deskName, element, everybody, fill, fillRows, isLate, isolated, minutes, minutesSince, now, page } from "./page.js";
import { button, undoWords } from "./actions.js";
import { drawAdd } from "./add.js";
import { watch } from "./alarm.js";
import { drawFilters, fits } from "./filters.js";
import { calledRow, heldRow, languageWords, offlineRow, waitingRow } from "./list.js";
import { drawServices } from "./services.js";
import { drawVisit } from "./visit.js";
import { drawWarnings } from "./warnings.js";

const SILENT_AFTER = 25_000; // the queue sends at least every 15 s
const PROMPTS = 4;

function list(name, visits, row, count) {
  byId(name).hidden = count === 0;
  fillRows(byId(`${name}-rows`), visits.map(row));
  more(name, visits.length, count);
}

function more(name, shown, count) {
  const place = byId(`${name}-more`);
  place.hidden = count <= shown;
  place.textContent = `and ${count - shown} more, shown as these are dealt with`;
}

// Who asks someone to come to them, and whose wait has overrun: what staff should do before the next call.
function drawPrompts(board) {
  const line = (className, visit, ...words) =>
    element("li", { className }, element("span", { className: "ticket" }, visit.ticket), element("span", { className: "words" }, ...words));
  const asking = everybody(board).filter((visit) => visit.asks_to_come).map((visit) => {
    const made = line("come", visit, "asks someone to come to them – ", isolated(visit.service), ", ", ...languageWords(visit.language));
    made.append(button(visit, "going", true));
    return made;
  });
  const overrun = [...board.waiting, ...board.held].filter((visit) => visit.first_called_at === null && isLate(visit) && !visit.apologised);
  const apologies = overrun.slice(0, PROMPTS).map((visit) => {
    const made = line("overrun", visit, `has waited ${minutes(minutesSince(visit.arrived_at))}. Apologise, offer something to drink, and say how long it may still take.`);
    made.append(button(visit, "apology"));
    return made;
  });
  if (overrun.length > PROMPTS) apologies.push(element("li", { className: "overrun" }, `and ${overrun.length - PROMPTS} more whose wait has overrun`));
  byId("prompts").hidden = asking.length + apologies.length === 0;
  fill(byId("prompt-list"), [...asking, ...apologies]);
}

function drawCounts(board) {
  const { counts } = board;
  const late = board.waiting.filter((visit) => visit.first_called_at === null && isLate(visit)).length;
  const shown = [
    ["Waiting", counts.waiting], ["Late", late], ["At the desks", counts.called + counts.serving], ["On hold", counts.held],
    ["Done today", counts.done], ["No-shows", counts.no_show], ["Cancelled", counts.cancelled],
  ];
  fill(byId("counts"), shown.map(([name, count]) =>
    element("div", name === "Late" && count > 0 ? { className: "late" } : {}, element("dt", {}, name), element("dd", {}, String(count)))));
}

function drawWaiting(board) {
  const fitting = board.waiting.filter(fits);
  byId("next").setAttribute("aria-disabled", String(fitting.length === 0));
  fillRows(byId("waiting-rows"), fitting.map(waitingRow));
  byId("waiting-table").hidden = fitting.length === 0;
  byId("waiting-empty").hidden = fitting.length > 0;
  const others = board.waiting.length - fitting.length;
  byId("waiting-empty").textContent = others > 0 ? "Nobody whom this desk deals with is waiting." : "Nobody is waiting.";
  byId("waiting-others").hidden = others === 0;
  byId("waiting-others").textContent = `${others} more ${others === 1 ? "waits" : "wait"} for other desks.`;
  more("waiting", board.waiting.length, board.counts.waiting);
}

function connectionShown() {
  const lost = page.lastHeard > 0 && Date.now() - page.lastHeard > SILENT_AFTER;
  const words = lost ? `No connection since ${clock(page.lastHeard + page.clockOffset)}: this list may be out of date` : page.lastHeard > 0 ? "Live" : "Connecting …";
  byId("connection").classList.toggle("lost", lost);
  if (byId("connection").textContent !== words) byId("connection").textContent = words;
}

export function draw() {
  const { board } = page;
  byId("clock").textContent = clock(now());
  connectionShown();
  if (board === null) return;
  byId("office-name").textContent = board.office_name;
  drawCounts(board);
  drawPrompts(board);
  const last = board.last_steps.find(({ desk }) => desk === deskName());
  byId("undo").firstChild.textContent = `${undoWords(last)} `;
  byId("undo").setAttribute("aria-disabled", String(last === undefined));

  list("offline", board.arrived_offline, offlineRow, board.counts.arrived_offline);
  // This desk's own first: it is what the keys act on.
  const own = (visit) => (visit.desk === deskName() ? 0 : 1);
  const atDesks = [...board.called, ...board.serving].sort((one, other) => own(one) - own(other));
  list("called", atDesks, calledRow, board.counts.called + board.counts.serving);
  list("held", board.held, heldRow, board.counts.held);
  drawWaiting(board);
  drawFilters();
  drawServices();
  drawAdd();
  drawVisit();

  drawWarnings(board);
  watch();
}
