// The call display. It shows what the service sends, in words that came with it, and decides only whose turn it is on
// the screen. Every word from outside is set as text. It holds a fixed number of elements and one timer, for weeks.

import { isCurrent, isQuiet, next, standing, take } from "/display/calls.js";
import { allow, announce, isOn, isSpeaking } from "/display/sound.js";
import { health, listen } from "/display/stream.js";

const TICK = 250;
const RELOADED = "reception-display-version";

const byId = (id) => document.getElementById(id);
const notice = byId("notice");

let office = null; // { name, zone } as they were sent last
let heard = null; // { wall, at }: the service's clock when it was heard last, and the monotonic clock then
let version = document.body.dataset.version;

const set = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

const time = (wall) =>
  new Date(wall).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: office.zone });

function element(name, text, properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  made.textContent = text;
  return made;
}

// Long numbers and names are set smaller, so that they stay whole: the style counts the letters.
function setSized(made, text) {
  set(made, text);
  made.style.setProperty("--letters", String([...text].length));
}

// ---- the call and those before it ----

// Long words, or a notice that takes some of the height, make the call smaller, never cut off.
const SMALLEST = 0.4;
function fit() {
  const [call, ticket] = [byId("call"), byId("ticket")];
  for (let share = 1; share >= SMALLEST; share -= 0.05) {
    call.style.setProperty("--fit", share.toFixed(2));
    if (call.scrollHeight <= call.clientHeight && ticket.scrollWidth <= ticket.clientWidth) return;
  }
}

let drawn = "";
function draw() {
  const now = performance.now();
  const { shown, before, ...turn } = standing(now);
  // Nobody knows whether it is still being made while the service is away.
  const fresh = turn.fresh && health() === "ok";
  const fingerprint = JSON.stringify([shown, fresh, before]);
  if (fingerprint === drawn) return;
  drawn = fingerprint;
  const title = byId("now-title");
  document.body.classList.toggle("fresh", fresh);
  document.body.classList.toggle("idle", shown === null);
  document.body.classList.toggle("first", before.length === 0);
  set(title, fresh || shown === null ? title.dataset.now : title.dataset.last);
  byId("call").hidden = shown === null;
  byId("waiting").hidden = shown !== null;
  if (shown !== null) {
    setSized(byId("ticket"), shown.ticket);
    setSized(byId("desk"), shown.desk);
    const sentences = shown.sentences.map(({ language, right_to_left, text }) =>
      element("p", text, { lang: language, dir: right_to_left ? "rtl" : "ltr" }));
    byId("sentences").replaceChildren(...sentences);
    fit();
  }
  const rows = before.map((call) => {
    const row = document.createElement("li");
    const desk = element("span", call.desk, { className: "desk", dir: "auto" });
    desk.style.setProperty("--letters", String([...call.desk].length));
    row.append(element("span", call.ticket, { className: "ticket", dir: "ltr" }), desk);
    return row;
  });
  byId("list").replaceChildren(...rows);
}

// ---- what is wrong, and the time ----

function say(words) {
  notice.hidden = words.length === 0;
  const text = words.join("\n");
  if (notice.dataset.shown === text) return;
  notice.dataset.shown = text;
  notice.replaceChildren(...words.map((word) => element("span", word)));
}

function check() {
  const state = health();
  // What may not be shown, or was never heard, leaves the whole screen to the words that say so.
  document.body.classList.toggle("nothing", state === "refused" || (state === "away" && heard === null));
  if (state === "refused") say([notice.dataset.noAccess, notice.dataset.noAccessStaff]);
  else if (state === "ok") say([]);
  else if (heard === null) say([notice.dataset.unknown]);
  else say([notice.dataset.since.replace("\u{E000}", time(heard.wall))]);
  set(byId("clock"), heard === null ? "" : time(heard.wall + performance.now() - heard.at));
  byId("sound").hidden = isOn() || heard === null;
}

// ---- a new version of the page ----

function renew() {
  const own = document.body.dataset.version;
  if (version === own || !isQuiet(performance.now())) return;
  // Once for each version: two services behind one address must not make it load for ever.
  if (sessionStorage.getItem(RELOADED) === version) return;
  sessionStorage.setItem(RELOADED, version);
  location.reload();
}

// ---- all of it, four times a second ----

function tick() {
  const call = next(performance.now(), isSpeaking());
  if (call) {
    const asked = new URLSearchParams(location.search).get("office");
    const query = asked === null ? "" : `?office=${encodeURIComponent(asked)}`;
    announce(`/display/speech/${call.id}${query}`, () => isCurrent(call.id));
  }
  draw();
  check();
  renew();
}

new ResizeObserver(fit).observe(byId("call"));
document.fonts.addEventListener("loadingdone", fit);
// A machine that would turn its screen off after a while is asked not to; it asks anew whenever the page comes back.
async function stayOn() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // The machine's own settings hold.
  }
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) stayOn();
});
stayOn();
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, allow);
allow();
listen((sent) => {
  office = { name: sent.office, zone: sent.time_zone };
  heard = { wall: sent.now, at: performance.now() };
  version = sent.version;
  set(byId("office"), sent.office);
  take(sent);
  tick();
});
setInterval(tick, TICK);
