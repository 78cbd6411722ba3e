// One event stream from the queue. It is opened once for all tabs of a browser: a browser keeps only six connections
// to one server, and eight tabs with a stream each would leave none for a press.

const AGAIN_AFTER = 3000;

// Calls `heard` with { board } (JSON as text) or { trouble } (a sentence), until `close` is called.
export function openSource(office, heard) {
  let stream = null;
  let closed = false;
  const open = () => {
    if (closed) return;
    stream = new EventSource(office ? `/desk/events?office=${encodeURIComponent(office)}` : "/desk/events");
    stream.addEventListener("board", (event) => heard({ board: event.data }));
    stream.addEventListener("trouble", (event) => heard({ trouble: event.data }));
    // A browser gives up after some answers; this page does not.
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_AFTER);
    });
  };
  open();
  return {
    close() {
      closed = true;
      stream.close();
    },
  };
}
