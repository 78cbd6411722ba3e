// How boards come to this tab: through the browser's one worker; without workers through the one tab that leads, by a
// lock; without locks by a stream of its own.
import { openSource } from "./source.js";

const identity = `reception-tab-${Math.random().toString(36).slice(2)}`;

// Calls `heard` with { board, lead }, { trouble } or { ended }. `show(office)` may be called again, `sounds(can)` says whether this
// tab can be heard.
export function connect(heard) {
  if ("SharedWorker" in window) return throughWorker(heard);
  if (navigator.locks && "BroadcastChannel" in window) return throughLeader(heard);
  let source = null;
  return {
    show(office) {
      source?.close();
      source = openSource(office, (message) => heard({ ...message, lead: true }));
    },
    sounds() {},
  };
}

function throughWorker(heard) {
  let port = null;
  let shown = "";
  let canSound = false;
  const start = () => {
    port = new SharedWorker("/desk/js/worker.js", { type: "module", name: "reception-desk" }).port;
    port.addEventListener("message", ({ data }) => heard(data));
    port.start();
  };
  const say = () => port.postMessage({ show: shown, sounds: canSound, lock: identity });
  // Held as long as this tab lives; the worker waits for it and so learns of a crash. It is asked to wait only once
  // this tab has the lock.
  const held = navigator.locks
    ? new Promise((holds) => {
        navigator.locks.request(identity, () => {
          holds();
          return new Promise(() => {});
        });
      })
    : Promise.resolve();
  start();
  window.addEventListener("pagehide", () => port.postMessage({ leave: true }));
  // A page that the browser kept may be somebody else's by now.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  return {
    show(office) {
      shown = office ?? "";
      held.then(say);
    },
    sounds(can) {
      canSound = can;
      port.postMessage({ sounds: can });
    },
  };
}

function throughLeader(heard) {
  let channel = null;
  let ended = null;
  return {
    show(office) {
      ended?.abort();
      channel?.close();
      ended = new AbortController();
      const { signal } = ended;
      const own = new BroadcastChannel(`reception-desk ${office ?? ""}`);
      channel = own;
      let last = null;
      let leads = false;
      own.addEventListener("message", ({ data }) => {
        if (!data.ask) heard({ ...data, lead: false });
        else if (leads && last) own.postMessage(last);
      });
      navigator.locks
        .request(`reception-desk ${office ?? ""}`, { signal }, () => {
          leads = true;
          const source = openSource(office, (message) => {
            if (message.board || message.ended) last = message.board ? message : null;
            heard({ ...message, lead: true });
            own.postMessage(message);
          });
          return new Promise((done) => signal.addEventListener("abort", () => { source.close(); done(); }));
        })
        // Another office was chosen while this tab waited.
        .catch(() => {});
      own.postMessage({ ask: true });
    },
    sounds() {},
  };
}
