// "More": one visit with everything that can be done with it.
import { announce, byId, clock, deskName, element, everybody, fill, isolated, page } from "./page.js";
import { allLanguages, ask } from "./ask.js";
import { ACTIONS } from "./actions.js";
import { languageWords, needsList, promiseMark } from "./list.js";

const STATES = {
  "arrived-offline": "Arrived while offline", waiting: "Waiting", held: "On hold", called: "Called", serving: "At the desk",
  done: "Done", "no-show": "No-show", cancelled: "Cancelled",
};
export const stateWords = (visit) =>
  STATES[visit.state] + (["called", "serving"].includes(visit.state) && visit.desk !== null ? `, ${visit.desk}` : "");

// How an interpreter can be there, and what comes after each step.
export const MODES = [["in-person", "In person"], ["telephone", "By telephone"], ["video", "By video"], ["sign", "Sign language"]];
const NEXT = { asked: ["booked", "here", "done"], booked: ["here", "asked", "done"], here: ["done", "asked"], done: ["asked"] };
const STEPS = { asked: "Ask again", booked: "Booked", here: "Here", done: "No longer needed" };

let shown = null; // the visit as it was last known; it may have left the board
const tell = (text) => (byId("visit-message").textContent = text);

export function openVisit(id, found = null) {
  shown = everybody(page.board).find((visit) => visit.id === id) ?? found;
  if (!shown) return;
  tell("");
  drawVisit();
  byId("visit").showModal();
}

const plain = (key, words, primary = false) =>
  element("button", { type: "button", "data-do": key, className: primary ? "primary" : "" }, words);
const option = (value, words) => element("option", { value }, words);

function head(visit) {
  return [
    element("p", { className: "big ticket" }, visit.ticket),
    element("dl", {},
      ...pair("State", stateWords(visit)),
      ...pair("Service", isolated(visit.service), visit.urgent ? " (urgent)" : "", visit.for_desk === null ? "" : ` – for ${visit.for_desk}`),
      ...pair("Language", ...languageWords(visit.language)),
      ...pair("Arrived", clock(visit.arrived_at)),
      ...pair("Promised by", clock(visit.due_at), " ", promiseMark(visit))),
    ...needsList(visit),
  ];
}

const pair = (name, ...words) => [element("dt", {}, name), element("dd", {}, ...words)];

function moves(visit) {
  const buttons = visit.actions.filter((action) => action !== "transfer").map((action) => plain(`act ${action}`, ACTIONS[action].label));
  if (visit.asks_to_come) buttons.push(plain("act going", ACTIONS.going.label));
  return buttons.length > 0 ? buttons : [element("p", { className: "hint" }, "Nothing more can be done with this visit.")];
}

function transfer(visit) {
  if (!visit.actions.includes("transfer")) return [];
  const services = page.board.services.filter(({ id, on_offer }) => on_offer && id !== null && id !== visit.service_id);
  const desks = new Set([...everybody(page.board).map(({ desk }) => desk), ...page.board.last_steps.map(({ desk }) => desk)]);
  desks.delete(null);
  desks.delete(deskName());
  return [
    element("h3", {}, "Send on, with number and promise"),
    element("div", { className: "line" },
      element("label", {}, "To service ", element("select", { id: "to-service" }, ...services.map(({ id, name }) => option(id, name)))),
      plain("to-service", "Send")),
    element("div", { className: "line" },
      element("label", {}, "To desk ", element("input", { id: "to-desk", list: "known-desks", maxlength: "40", autocomplete: "off" })),
      element("datalist", { id: "known-desks" }, ...[...desks].map((desk) => option(desk, desk))),
      plain("to-desk", "Send")),
  ];
}

function interpreter(visit) {
  if (["done", "no-show", "cancelled"].includes(visit.state)) return [];
  const mode = element("label", {}, "How ", element("select", { id: "mode" },
    option("", "Not said"), ...MODES.map(([value, words]) =>
      element("option", { value, ...(visit.interpreter?.mode === value && { "data-now": "" }) }, words))));
  // As an attribute, so that the same choice is the same markup.
  mode.querySelector("[data-now]")?.setAttribute("selected", "");
  if (visit.interpreter === null) {
    return [element("h3", {}, "Interpreter"), element("div", { className: "line" },
      element("label", {}, "Language ", element("select", { id: "language" }, option("", "Choose"))), mode, plain("interpreter asked", "Ask for one"))];
  }
  const { step, language } = visit.interpreter;
  return [
    element("h3", {}, "Interpreter: ", ...languageWords(language)),
    element("ol", { className: "steps" }, ...["asked", "booked", "here", "done"].map((name) =>
      element("li", name === step ? { className: "now", "aria-current": "step" } : {}, name))),
    element("div", { className: "line" }, mode, ...NEXT[step].map((name, index) => plain(`interpreter ${name}`, STEPS[name], index === 0 && step !== "done"))),
  ];
}

function room(visit) {
  if (["done", "no-show", "cancelled"].includes(visit.state) || page.board.rooms.length === 0) return [];
  const title = element("h3", {}, "Private room");
  if (visit.room !== null) return [title, element("div", { className: "line" }, isolated(visit.room), plain("free", "Free the room"))];
  const free = page.board.rooms.filter((row) => row.visit === null);
  const taken = page.board.rooms.filter((row) => row.visit !== null).map((row) => `${row.name} (${row.ticket})`);
  return [
    title,
    free.length === 0 ? null : element("div", { className: "line" },
      element("label", {}, "Free ", element("select", { id: "room" }, ...free.map(({ name }) => option(name, name)))), plain("take", "Take")),
    taken.length === 0 ? null : element("p", { className: "hint" }, `Taken: ${taken.join(", ")}`),
  ].filter(Boolean);
}

// Called with each board: the same visit as it stands now.
export function drawVisit() {
  if (shown === null) return;
  shown = everybody(page.board).find((visit) => visit.id === shown.id) ?? shown;
  byId("visit").setAttribute("aria-label", `Visit ${shown.ticket}`);
  fill(byId("visit-head"), head(shown));
  fill(byId("visit-moves"), moves(shown));
  fill(byId("visit-transfer"), transfer(shown));
  fill(byId("visit-interpreter"), interpreter(shown));
  fill(byId("visit-room"), room(shown));
  fillLanguages();
}

async function fillLanguages() {
  const select = byId("language");
  if (select === null || select.options.length > 1) return;
  const languages = await allLanguages();
  // Another board may have come meanwhile.
  if (select.isConnected && select.options.length === 1) select.append(...languages.map(({ tag, name }) => option(tag, name)));
}

// What each button asks for: the last part of the path, and the body.
function wanted([what, word]) {
  const value = (id) => byId(id)?.value || undefined;
  switch (what) {
    case "act": return [word, {}];
    case "to-service": return ["transfer", { to_service: value("to-service") }];
    case "to-desk": return ["transfer", { to_desk: value("to-desk") }];
    case "interpreter": return ["interpreter", { step: word, mode: value("mode"), language: value("language") }];
    case "take": return ["room", { room: value("room") }];
    case "free": return ["room", { room: null }];
  }
}

export function startVisit() {
  const dialog = byId("visit");
  dialog.addEventListener("close", () => (shown = null));
  dialog.addEventListener("click", async (event) => {
    const key = event.target.closest?.("button[data-do]")?.dataset.do;
    if (!key || shown === null) return;
    const [path, body] = wanted(key.split(" "));
    const { ticket } = shown;
    const answer = await ask(`/desk/visits/${shown.id}/${path}`, { needsDesk: ACTIONS[path]?.needsDesk, body, tell });
    if (!answer) return;
    announce(`${ticket}: ${event.target.textContent}.`);
    // A move ends what one opened this for; an arrangement may be one of several.
    if (!["interpreter", "room", "apology"].includes(path)) dialog.close();
  });
}
