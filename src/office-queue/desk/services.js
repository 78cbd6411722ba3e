// Open now, Pause, Close early, per service and for the whole office, with the reason that kiosks show.
import { byId, element, fill, isolated, page } from "./page.js";
import { ask } from "./ask.js";

// The kiosks say these in every language.
const REASONS = {
  "reason-staff-away": "Staff are away", "reason-very-busy": "Very busy", "reason-system-fault": "A system has failed",
  "reason-closed-early": "Closed early today", "reason-meeting": "Staff meeting",
};
const STOPS = { open: "Open", paused: "Paused", closed: "Closed for today" };

const tell = (text) => (byId("services-message").textContent = text);
const reasonWords = (reason) => (reason === null ? "" : ` (${REASONS[reason] ?? reason})`);

function stopButtons(id, name, stop) {
  const made = (kind, words) => element("button", {
    type: "button", "data-stop": kind, "data-service": id ?? "", "aria-label": `${words}: ${name}`,
    ...(stop === kind && { "aria-disabled": "true" }),
  }, words);
  return [made("open", "Open now"), made("paused", "Pause"), made("closed", "Close early")];
}

function waitWords({ wait_from: from, wait_to: to }) {
  return from === null ? "too few to say" : `${from} to ${to} min`;
}

function serviceRow(id, name, stop, reason, wait, className) {
  return element("tr", { className }, element("th", { scope: "row" }, isolated(name)),
    element("td", {}, element("span", { className: stop === "open" ? "mark seen" : "mark soon" }, STOPS[stop]), reasonWords(reason)),
    element("td", { className: "time" }, wait),
    element("td", { className: "actions" }, ...stopButtons(id, name, stop)));
}

// What does not take tickets, in one line that is always there to be seen.
export function drawServices() {
  const { services, office_stop: office } = page.board;
  const stopped = services.filter((service) => service.id !== null && service.stop !== "open");
  const words = stopped.map(({ name, stop, reason }) => `${name}: ${STOPS[stop].toLowerCase()}${reasonWords(reason)}`);
  byId("stopped").hidden = words.length === 0;
  const all = office.stop !== "open" && stopped.length === services.length - 1;
  byId("stopped").textContent = all ? `The kiosks give no tickets. ${STOPS[office.stop]}${reasonWords(office.reason)}.` : `No tickets for ${words.join("; ")}.`;
  fill(byId("service-rows"), [
    serviceRow(null, "All services", office.stop, office.reason, "", "all"),
    ...services.filter(({ id, on_offer }) => on_offer && id !== null).map((service) => serviceRow(service.id, service.name, service.stop, service.reason, waitWords(service), "")),
  ]);
}

export function startServices() {
  byId("reason").append(...Object.entries(REASONS).map(([value, words]) => element("option", { value }, words)));
  byId("services").addEventListener("click", () => {
    tell("");
    byId("service-stops").showModal();
  });
  byId("service-rows").addEventListener("click", (event) => {
    const { stop, service } = event.target.closest("button")?.dataset ?? {};
    if (!stop || event.target.getAttribute("aria-disabled") === "true") return;
    ask("/desk/services", { body: { stop, service: service || null, reason: byId("reason").value || null }, tell });
  });
}
