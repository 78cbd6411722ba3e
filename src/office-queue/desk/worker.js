// The one worker of a browser: it holds one stream for each office that is shown and passes every board on to the tabs
// that show it. It reads nothing and decides one thing: which tab sounds. It outlives the tab in which somebody signs
// out, so it forgets what it was shown as soon as the stream was theirs no more.
import { openSource } from "./source.js";

const tabs = new Map(); // port → { office, sounds }
const sources = new Map(); // office → { source, last }

// One tab sounds for all: the first that can, since a browser lets a tab sound only after it was touched.
function leader() {
  const ports = [...tabs];
  return (ports.find(([, tab]) => tab.sounds) ?? ports[0])?.[0];
}

function send(port, message) {
  port.postMessage({ ...message, lead: port === leader() });
}

function show(port, office) {
  tabs.set(port, { ...tabs.get(port), office });
  drop();
  const known = sources.get(office);
  if (known) {
    if (known.last) send(port, known.last);
    return;
  }
  const entry = { last: null };
  sources.set(office, entry);
  entry.source = openSource(office, (message) => {
    if (message.board) entry.last = message;
    if (message.ended) sources.delete(office);
    for (const [other, tab] of tabs) if (tab.office === office) send(other, message);
  });
}

// Closes the streams that no tab shows.
function drop() {
  const shown = new Set([...tabs.values()].map((tab) => tab.office));
  for (const [office, { source }] of sources) {
    if (shown.has(office)) continue;
    source.close();
    sources.delete(office);
  }
}

function leave(port) {
  tabs.delete(port);
  drop();
}

self.addEventListener("connect", (event) => {
  const [port] = event.ports;
  port.addEventListener("message", ({ data }) => {
    if (data.show !== undefined) show(port, data.show);
    if (data.sounds !== undefined && tabs.has(port)) tabs.get(port).sounds = data.sounds;
    if (data.leave) leave(port);
    // A tab that crashed says nothing, and its lock is free then.
    if (data.lock) self.navigator.locks?.request(data.lock, () => leave(port));
  });
  port.start();
});
