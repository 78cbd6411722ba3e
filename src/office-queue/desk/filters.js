// Whom this desk deals with: services and languages, kept for this tab. The queue uses them for "Call next"; here they
// only decide what the waiting list shows.
import { byId, deskName, element, everybody, fill, isolated, page } from "./page.js";
import { allLanguages } from "./ask.js";

const KEY = "reception-filter";
const NOT_SAID = ""; // the service of those who would rather not say, in the boxes' values

let chosen = read();
let languageNames = new Map();

function read() {
  try {
    const { services = null, languages = null } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    return { services, languages };
  } catch {
    return { services: null, languages: null };
  }
}

// What "Call next" sends: nothing where everybody is meant.
export function forNext() {
  const services = chosen.services?.map((id) => (id === NOT_SAID ? null : id));
  return { ...(services && { services }), ...(chosen.languages && { languages: chosen.languages }) };
}

export function fits(visit) {
  if (visit.for_desk !== null) return visit.for_desk === deskName() || isOff();
  const service = chosen.services === null || chosen.services.includes(visit.service_id ?? NOT_SAID);
  const language = chosen.languages === null || chosen.languages.includes(visit.language.tag) || visit.interpreter?.step === "here";
  return service && language;
}

const isOff = () => chosen.services === null && chosen.languages === null;

function choose(next) {
  chosen = next;
  sessionStorage.setItem(KEY, JSON.stringify(chosen));
  document.dispatchEvent(new Event("reception-draw"));
}

function box(kind, value, checked, ...words) {
  const input = element("input", { type: "checkbox", name: kind, value });
  if (checked) input.setAttribute("checked", "");
  return element("label", { className: "box" }, input, ...words);
}

function languageWords(tag) {
  const language = languageNames.get(tag) ?? { name: tag, autonym: null };
  if (language.autonym === null) return [isolated(language.name)];
  const own = element("span", { className: "autonym", lang: tag, dir: language.right_to_left ? "rtl" : "ltr" }, language.autonym);
  return [isolated(language.name), " · ", own];
}

export function drawFilters() {
  const { board } = page;
  for (const visit of everybody(board)) languageNames.set(visit.language.tag, visit.language);
  const services = board.services.map((service) => {
    const value = service.id ?? NOT_SAID;
    return box("service", value, chosen.services === null || chosen.services.includes(value), isolated(service.name));
  });
  fill(byId("filter-services"), services);
  const tags = new Set([...everybody(board).map((visit) => visit.language.tag), ...(chosen.languages ?? [])]);
  const sorted = [...tags].sort((one, other) => (languageNames.get(one)?.name ?? one).localeCompare(languageNames.get(other)?.name ?? other));
  fill(byId("filter-languages"), sorted.map((tag) => box("language", tag, chosen.languages === null || chosen.languages.includes(tag), ...languageWords(tag))));
  const names = (list, all, name) => (list === null ? all : list.map(name).join(", ") || "none");
  const service = (id) => board.services.find((row) => (row.id ?? NOT_SAID) === id)?.name ?? id;
  byId("filter-words").textContent =
    `${names(chosen.services, "all services", service)} · ${names(chosen.languages, "all languages", (tag) => languageNames.get(tag)?.name ?? tag)}`;
  byId("filter-all").hidden = isOff();
  byId("filter").classList.toggle("on", !isOff());
}

async function fillLanguageChoice() {
  const select = byId("filter-add");
  if (select.options.length > 1) return;
  for (const language of await allLanguages()) {
    languageNames.set(language.tag, languageNames.get(language.tag) ?? language);
    select.append(element("option", { value: language.tag }, language.name));
  }
}

export function startFilters() {
  const values = (kind) => [...document.querySelectorAll(`#filter input[name=${kind}]:checked`)].map((input) => input.value);
  const count = (kind) => document.querySelectorAll(`#filter input[name=${kind}]`).length;
  byId("filter").addEventListener("change", ({ target }) => {
    if (target.id === "filter-add") {
      // From "all" the first choice means that language; after that each choice is one more.
      if (target.value !== "") choose({ ...chosen, languages: [...new Set([...(chosen.languages ?? []), target.value])] });
      target.value = "";
      return;
    }
    if (target.name === "service") {
      const services = values("service");
      choose({ ...chosen, services: services.length === count("service") ? null : services });
    } else if (target.name === "language") {
      choose({ ...chosen, languages: values("language") });
    }
  });
  byId("filter").addEventListener("toggle", fillLanguageChoice);
  byId("filter-all").addEventListener("click", () => {
    choose({ services: null, languages: null });
    // What is written in the boxes no longer says what is set in them.
    for (const input of document.querySelectorAll("#filter input")) input.checked = true;
  });
}
