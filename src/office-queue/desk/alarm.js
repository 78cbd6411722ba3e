// What sounds, what the tab's title says and what is announced. One tab of a browser sounds for all of them.
import { announce, byId, everybody, isLate, page } from "./page.js";

const OFFLINE_AGAIN = 60_000;
const COME_AGAIN = 20_000;
const RUNG = "reception-rung"; // the ids of visits that have sounded; nothing else of them
const KEPT = 500;

const TUNES = {
  offline: [880, 1109, 880],
  come: [988, 784, 988, 784],
  late: [523, 440],
};

let lastOffline = 0;
let lastCome = 0;
let before = null;

export const canSound = () => byId("sound").checked && (navigator.userActivation?.hasBeenActive ?? true);

// Says whether it could be heard: a browser lets a page sound only after it was touched once.
function ring(tune) {
  if (!page.lead || !canSound()) return !byId("sound").checked;
  try {
    const audio = (ring.audio ??= new AudioContext());
    audio.resume();
    TUNES[tune].forEach((pitch, index) => {
      const start = audio.currentTime + index * 0.28;
      const tone = audio.createOscillator();
      const level = audio.createGain();
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0.0001, start);
      level.gain.exponentialRampToValueAtTime(0.25, start + 0.02);
      level.gain.exponentialRampToValueAtTime(0.0001, start + 0.26);
      tone.connect(level).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.27);
    });
  } catch {
    // Without sound the list and the words remain.
  }
  return true;
}

function rung() {
  try {
    return JSON.parse(localStorage.getItem(RUNG)) ?? [];
  } catch {
    return [];
  }
}

// A promise that has run out sounds once for each visit, whichever tab is open by then.
function ringLate(late) {
  const known = new Set(rung());
  const fresh = late.filter((visit) => !known.has(visit.id)).map((visit) => visit.id);
  if (fresh.length > 0 && page.lead && ring("late")) {
    localStorage.setItem(RUNG, JSON.stringify([...known, ...fresh].slice(-KEPT)));
  }
}

// Called each second: what rings again, what has become late, and the title.
export function watch() {
  const { board } = page;
  if (board === null) return;
  const late = board.waiting.filter(isLate);
  const asking = everybody(board).filter((visit) => visit.asks_to_come);
  ringLate(late);
  if (asking.length > 0 && Date.now() - lastCome > COME_AGAIN) lastCome = ring("come") ? Date.now() : 0;
  if (board.counts.arrived_offline > 0 && Date.now() - lastOffline > OFFLINE_AGAIN) {
    lastOffline = ring("offline") ? Date.now() : 0;
  }
  const words = [
    asking.length > 0 ? `${asking.length} ${asking.length === 1 ? "asks" : "ask"} you to come` : null,
    board.counts.arrived_offline > 0 ? `${board.counts.arrived_offline} offline` : null,
    late.length > 0 ? `${late.length} late` : null,
  ].filter(Boolean);
  document.title = `${words.length > 0 ? `(${words.join(", ")}) ` : ""}${board.counts.waiting} waiting – ${board.office_name}`;
}

// Called with each board: what is new in it.
export function tellChanges(board) {
  const last = before;
  before = {
    office: board.office,
    known: new Set(everybody(board).map((visit) => visit.id)),
    offline: new Set(board.arrived_offline.map((visit) => visit.id)),
    calls: new Map(board.called.map((visit) => [visit.id, visit.calls])),
    asking: new Set(everybody(board).filter((visit) => visit.asks_to_come).map((visit) => visit.id)),
  };
  if (last === null || last.office !== board.office) return;
  const words = [];
  const arrived = board.waiting.filter((visit) => !last.known.has(visit.id));
  if (arrived.length > 3) words.push(`${arrived.length} new visitors.`);
  else words.push(...arrived.map((visit) => `New: ${visit.ticket}, ${visit.service}, ${visit.language.name}.`));
  const called = board.called.filter((visit) => last.calls.get(visit.id) !== visit.calls);
  words.push(...called.map((visit) => `${visit.ticket} called to ${visit.desk}.`));
  const offline = board.arrived_offline.filter((visit) => !last.offline.has(visit.id));
  if (offline.length > 0) {
    words.push(`${offline.length} arrived while offline.`);
    lastOffline = 0;
  }
  const asking = everybody(board).filter((visit) => visit.asks_to_come && !last.asking.has(visit.id));
  if (asking.length > 0) {
    words.push(...asking.map((visit) => `${visit.ticket} asks someone to come to them.`));
    lastCome = 0;
  }
  if (words.length > 0) announce(words.join(" "));
}
