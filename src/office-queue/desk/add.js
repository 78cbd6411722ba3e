// Adding a visitor in two clicks: "Add a visitor", then the service. What is chosen above goes with it.
import { announce, byId, deskName, element, fill, isolated, page } from "./page.js";
import { allLanguages, ask } from "./ask.js";
import { MODES } from "./visit.js";

const NEEDS = [
  ["step-free", "Step-free"], ["hearing-loop", "Hearing loop"], ["help-with-forms", "Help with forms"],
  ["come-to-me", "Go to the visitor"], ["large-print", "Large print"], ["audio", "Audio"], ["braille", "Braille"],
];

let key = null; // of the visitor who is being added: pressed twice or sent again, it is one visitor
const tell = (text) => (byId("add-message").textContent = text);

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function begin() {
  key = newKey();
  byId("add-form").reset();
  byId("add-form").hidden = false;
  byId("add-done").hidden = true;
  tell("");
}

async function fillLanguages() {
  const languages = await allLanguages();
  if (byId("add-language").options.length > 0) return;
  const options = () => languages.map(({ tag, name, autonym }) => element("option", { value: tag }, autonym === null ? name : `${name} · ${autonym}`));
  byId("add-language").append(...options());
  byId("add-language").value = "en-GB";
  // What the form goes back to.
  byId("add-language").selectedOptions[0]?.setAttribute("selected", "");
  byId("add-interpreter").append(...options());
}

async function add(service) {
  const form = new FormData(byId("add-form"));
  const language = form.get("interpreter");
  const body = {
    key,
    service: service === "" ? null : service,
    language: form.get("language") || "en-GB",
    needs: form.getAll("need"),
    private: form.has("private"),
    officer_gender: form.get("officer_gender") || null,
    interpreter: language ? { language, mode: form.get("mode") || null } : null,
    party: Number(form.get("party")) || 1,
  };
  const answer = await ask("/desk/visits", { body, tell });
  if (!answer) return;
  byId("add-ticket").textContent = answer.visit.ticket;
  byId("add-form").hidden = true;
  byId("add-done").hidden = false;
  byId("add-close").focus();
  announce(`Added ${answer.visit.ticket}.`);
}

export function drawAdd() {
  const services = page.board.services.filter((service) => service.on_offer).map(({ id, name, urgent }) =>
    element("button", { type: "button", value: id ?? "", className: urgent ? "service urgent" : "service" }, isolated(name)));
  fill(byId("add-services"), services);
}

export function startAdd() {
  fill(byId("add-needs"), NEEDS.map(([value, words]) =>
    element("label", { className: "box" }, element("input", { type: "checkbox", name: "need", value }), words)));
  byId("add-mode").append(...MODES.map(([value, words]) => element("option", { value }, words)));
  byId("add").addEventListener("click", () => {
    begin();
    fillLanguages();
    byId("add-desk").textContent = deskName() === "" ? "" : `${deskName()} can undo it.`;
    byId("adding").showModal();
    byId("add-services").querySelector("button")?.focus();
  });
  byId("add-services").addEventListener("click", (event) => {
    const service = event.target.closest("button");
    if (service) add(service.value);
  });
  byId("add-again").addEventListener("click", () => {
    begin();
    byId("add-services").querySelector("button")?.focus();
  });
}
