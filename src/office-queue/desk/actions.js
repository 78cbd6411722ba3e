// What staff press: the buttons of a visit, and the keys.
import { byId, deskNamed, element, ownVisit, page, say } from "./page.js";
import { ask } from "./ask.js";
import { forNext } from "./filters.js";
import { openVisit } from "./visit.js";

export const ACTIONS = {
  call: { label: "Call", needsDesk: true },
  serve: { label: "Start", needsDesk: true },
  recall: { label: "Recall", needsDesk: true },
  "no-show": { label: "No-show" },
  done: { label: "Done" },
  hold: { label: "Hold" },
  resume: { label: "Put back in the list" },
  return: { label: "Put back in the list" },
  accept: { label: "Put in the list" },
  going: { label: "I am going", needsDesk: true },
  apology: { label: "Apologised" },
  more: { label: "More" },
};

// How the last step of a desk is named on its Undo.
const STEPS = {
  add: "added", call: "called", recall: "recalled", serve: "started", transfer: "transferred", hold: "held",
  resume: "put back", "no-show": "no-show", return: "put back", done: "done", accept: "put in the list",
};

export function button(visit, action, primary = false) {
  // A late arrival that is not put in the list is done with, which is better said as what it is.
  const label = action === "done" && visit.state === "arrived-offline" ? "Close" : ACTIONS[action].label;
  const properties = { type: "button", "aria-label": `${label} ${visit.ticket}`, "data-key": `${action} ${visit.id}` };
  return element("button", { ...properties, className: primary ? "primary" : "" }, label);
}

export async function act(action, id, options = {}) {
  if (action === "more") return openVisit(Number(id));
  return ask(`/desk/visits/${id}/${action}`, { needsDesk: ACTIONS[action].needsDesk, ...options });
}

export async function callNext() {
  const answer = await ask("/desk/next", { needsDesk: true, body: forNext() });
  if (answer && answer.visit === null) {
    const some = page.board?.counts.waiting > 0;
    say(some ? "Nobody whom this desk deals with is waiting. Look at the filter." : "Nobody is waiting.");
  }
}

export async function undo() {
  if (deskNamed()) await ask("/desk/undo", { needsDesk: true });
}

export function undoWords(last) {
  return last === undefined ? "Undo" : `Undo: ${last.ticket} ${STEPS[last.step] ?? last.step}`;
}

function onOwn(action) {
  const visit = ownVisit();
  if (!visit) say("Nobody is at this desk.");
  else if (!visit.actions.includes(action)) say(`${visit.ticket} has come to the desk already.`);
  else act(action, visit.id);
}

const KEYS = {
  n: callNext,
  u: undo,
  a: () => byId("add").click(),
  f: () => byId("find").click(),
  s: () => byId("services").click(),
  g: () => onOwn("serve"),
  r: () => onOwn("recall"),
  d: () => onOwn("done"),
};

export function startActions() {
  document.addEventListener("click", (event) => {
    const key = event.target.closest?.("button[data-key]")?.dataset.key;
    if (!key) return;
    const [action, id] = key.split(" ");
    act(action, id);
  });
  byId("next").addEventListener("click", callNext);
  byId("undo").addEventListener("click", undo);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !byId("keys").checked) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const does = KEYS[event.key.toLowerCase()];
    if (!does) return;
    event.preventDefault();
    does();
  });
}

