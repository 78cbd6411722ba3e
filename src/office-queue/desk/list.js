// The rows of the lists: one visit in one row, with what can be done at once. Everything else is behind "More".
import { clock, deskName, element, isLate, isSoon, isolated, minutes, minutesSince, now } from "./page.js";
import { button } from "./actions.js";

export function languageWords(language) {
  if (language.autonym === null) return [isolated(language.name)];
  const own = { className: "autonym", lang: language.tag, dir: language.right_to_left ? "rtl" : "ltr" };
  return [isolated(language.name), " · ", element("span", own, language.autonym)];
}

const STEPS = { asked: "asked for", booked: "booked", here: "here", done: "done" };

// What they need, and how far it is arranged.
export function needsList(visit) {
  const items = visit.needs.map((need) =>
    element("li", { className: need.arrange ? "arrange" : "" }, isolated(need.text), ...(need.language ? [" ", ...languageWords(need.language), need.rest] : [])));
  if (visit.interpreter !== null) {
    const { step } = visit.interpreter;
    items.push(element("li", { className: step === "asked" ? "arrange" : "arranged" }, `Interpreter ${STEPS[step]}`));
  }
  if (visit.room !== null) items.push(element("li", { className: "arranged" }, "In ", isolated(visit.room)));
  if (visit.going !== null) items.push(element("li", { className: "arranged" }, isolated(visit.going), " goes to them"));
  if (visit.appointment !== null) items.unshift(appointment(visit.appointment));
  if (visit.party > 1) items.push(element("li", {}, `${visit.party} people`));
  return items.length ? [element("ul", { className: "needs" }, ...items)] : [];
}

// Whoever did not come as agreed is marked: somebody has to tell them, or the officer.
function appointment({ reference, what, standing }) {
  const parts = ["Appointment ", ...(what ? [isolated(what), " · "] : []), isolated(reference)];
  return element("li", { className: standing ? "arrange" : "" }, ...parts, ...(standing ? [` – ${standing}`] : []));
}

export function ticketCell(visit) {
  const from = visit.kiosk === "" ? "given at a desk" : `from kiosk ${visit.kiosk}`;
  const under = visit.kiosk === null ? null : element("span", { className: "under" }, from);
  return element("th", { scope: "row" }, element("span", { className: "ticket" }, visit.ticket), under);
}

export function serviceCell(visit) {
  const forDesk = visit.for_desk === null ? null : element("span", { className: "under" }, "for ", isolated(visit.for_desk));
  return element("td", {}, isolated(visit.service), " ", visit.urgent ? element("span", { className: "mark urgent" }, "Urgent") : null, forDesk);
}

// Amber from 80 % of the promise, red after it; each with its word. Who was called once has been seen.
export function promiseMark(visit) {
  if (visit.first_called_at !== null) return element("span", { className: "mark seen" }, `Seen ${clock(visit.first_called_at)}`);
  const left = Math.ceil((Date.parse(visit.due_at) - now()) / 60_000);
  if (isLate(visit)) {
    const over = Math.floor((now() - Date.parse(visit.due_at)) / 60_000);
    return element("span", { className: "mark late" }, over > 0 ? `Late by ${minutes(over)}` : "Late");
  }
  const words = left <= 1 ? "under a minute left" : `${minutes(left)} left`;
  return element("span", { className: isSoon(visit) ? "mark soon" : "left" }, words);
}

function promiseCell(visit) {
  return element("td", { className: "time", "data-label": "Promised by" }, clock(visit.due_at), " ", promiseMark(visit));
}

function row(visit, className, ...cells) {
  return element("tr", { className, "data-visit": String(visit.id) }, ...cells);
}

const actions = (...buttons) => element("td", { className: "actions" }, ...buttons);
const languageCell = (visit) => element("td", {}, ...languageWords(visit.language));
const needsCell = (visit) => element("td", {}, ...needsList(visit));

export function waitingRow(visit) {
  return row(visit, "",
    ticketCell(visit), serviceCell(visit),
    element("td", { className: "time", "data-label": "Waited" }, minutes(minutesSince(visit.arrived_at))),
    promiseCell(visit), languageCell(visit), needsCell(visit),
    actions(button(visit, "call"), button(visit, "more")));
}

export function heldRow(visit) {
  return row(visit, "",
    ticketCell(visit), serviceCell(visit),
    element("td", { className: "time", "data-label": "Waited" }, minutes(minutesSince(visit.arrived_at))),
    promiseCell(visit), languageCell(visit), needsCell(visit),
    actions(button(visit, "resume"), button(visit, "more")));
}

export function calledRow(visit) {
  const own = visit.desk === deskName();
  const serving = visit.state === "serving";
  const calls = visit.calls > 1 ? ` (call ${visit.calls})` : "";
  const time = serving ? `Here since ${clock(visit.served_at)}` : `Called ${clock(visit.called_at)}${calls}`;
  const buttons = serving
    ? [button(visit, "done", own)]
    : [own ? button(visit, "serve", true) : null, own ? button(visit, "recall") : null, button(visit, "no-show"), button(visit, "done")];
  return row(visit, own ? "own" : "",
    ticketCell(visit),
    element("td", {}, isolated(visit.desk), own ? element("span", { className: "under" }, "this desk") : null),
    serviceCell(visit), languageCell(visit), needsCell(visit),
    element("td", { className: "time", "data-label": "Since" }, time),
    actions(...buttons, button(visit, "more")));
}

export function offlineRow(visit) {
  const day = visit.arrived_day === null ? "" : ` on ${visit.arrived_day}`;
  return row(visit, "",
    ticketCell(visit), serviceCell(visit),
    element("td", { className: "time", "data-label": "Arrived" }, `${clock(visit.arrived_at)}${day}`),
    languageCell(visit), needsCell(visit),
    actions(button(visit, "accept", true), button(visit, "done"), button(visit, "more")));
}
