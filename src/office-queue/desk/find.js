// Finding a visitor of today in whatever state, and today's list on paper for when systems fail.
import { byId, clock, element, fill, isolated, page } from "./page.js";
import { allLanguages, get } from "./ask.js";
import { languageWords, needsList } from "./list.js";
import { openVisit, stateWords } from "./visit.js";

const tell = (text) => (byId("find-message").textContent = text);
let found = [];

async function look(search) {
  search.set("office", page.board.office);
  return (await get(`/desk/visits?${search}`, tell))?.visits ?? null;
}

function asked() {
  const search = new URLSearchParams();
  for (const [name, value] of new FormData(byId("find-form"))) {
    if (value === "not-said") search.set("not_said", "true");
    else if (value.trim() !== "") search.set(name, value.trim());
  }
  return search;
}

async function search(event) {
  event?.preventDefault();
  tell("");
  const visits = await look(asked());
  if (visits === null) return;
  found = visits;
  tell(visits.length === 0 ? "Nobody of today fits." : `${visits.length} found.`);
  byId("find-table").hidden = visits.length === 0;
  fill(byId("find-rows"), visits.map((visit) => element("tr", {},
    element("th", { scope: "row" }, element("span", { className: "ticket" }, visit.ticket)),
    element("td", {}, stateWords(visit)),
    element("td", {}, isolated(visit.service)),
    element("td", {}, ...languageWords(visit.language)),
    element("td", { className: "time" }, clock(visit.arrived_at)),
    element("td", { className: "actions" },
      element("button", { type: "button", "data-open": String(visit.id), "aria-label": `Open ${visit.ticket}` }, "Open")))));
}

// ---- on paper ----

const OPEN = ["arrived-offline", "waiting", "held", "called", "serving"];

function printed(visit) {
  return element("li", {},
    element("span", { className: "tick" }), element("b", {}, visit.ticket), " ",
    `${clock(visit.arrived_at)}–${clock(visit.due_at)} `, visit.urgent ? element("b", {}, "URGENT ") : null,
    isolated(visit.service), " – ", ...languageWords(visit.language),
    visit.state === "waiting" ? null : element("i", {}, ` (${stateWords(visit)})`), ...needsList(visit));
}

export async function print() {
  const visits = await look(new URLSearchParams());
  if (visits === null) return;
  const order = (visit) => (visit.urgent ? 0 : 1);
  const open = visits.filter((visit) => OPEN.includes(visit.state))
    .sort((one, other) => order(one) - order(other) || one.due_at.localeCompare(other.due_at) || one.id - other.id);
  const ended = (state) => visits.filter((visit) => visit.state === state).map((visit) => visit.ticket).join(", ") || "nobody";
  const day = new Date(page.board.now).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: page.board.time_zone });
  fill(byId("paper"), [
    element("h1", {}, `${page.board.office_name}, ${day}, ${clock(page.board.now)}`),
    element("p", {}, `${open.length} to see, in the order of calling: number, arrived–promised by, service – language, needs. Tick each one you have seen.`),
    element("ol", {}, ...open.map(printed)),
    element("p", { className: "ended" }, element("b", {}, "Done: "), ended("done")),
    element("p", { className: "ended" }, element("b", {}, "No-shows: "), ended("no-show")),
    element("p", { className: "ended" }, element("b", {}, "Cancelled: "), ended("cancelled")),
    element("p", { className: "ended" }, "Destroy this paper at the end of the day."),
  ]);
  window.print();
}

export function startFind() {
  byId("find").addEventListener("click", async () => {
    const keep = (select, options) => select.options.length <= 2 && select.append(...options);
    keep(byId("find-service"), page.board.services.filter(({ id }) => id !== null).map(({ id, name }) => element("option", { value: id }, name)));
    byId("finding").showModal();
    byId("find-ticket").focus();
    byId("find-ticket").select();
    if (byId("find-language").options.length === 1) {
      byId("find-language").append(...(await allLanguages()).map(({ tag, name }) => element("option", { value: tag }, name)));
    }
  });
  byId("find-form").addEventListener("submit", search);
  byId("find-rows").addEventListener("click", (event) => {
    const id = Number(event.target.closest("button")?.dataset.open);
    if (id) openVisit(id, found.find((visit) => visit.id === id));
  });
  // What was done with one of them changes where it stands.
  byId("visit").addEventListener("close", () => byId("finding").open && search());
  byId("print").addEventListener("click", print);
}
