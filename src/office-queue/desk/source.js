// One event stream from the queue. It is opened once for all tabs of a browser: a browser keeps only six connections
// to one server, and eight tabs with a stream each would leave none for a press.

const AGAIN_AFTER = 3000;

// Calls `heard` with { board } (JSON as text), { trouble } (a sentence) or { ended } (whoever this was opened for is not
// signed in any more), until `close` is called or it has ended.
export function openSource(office, heard) {
  let stream = null;
  let closed = false;
  const end = () => {
    closed = true;
    stream.close();
  };
  // A stream says nothing of why it was refused, so the session is asked for. What cannot be asked is no answer: the
  // queue may only be away.
  const look = async () => {
    const session = await askSession().catch(() => null);
    if (closed || session === null || (session.open && session.office === null) || session.office === office) return;
    end();
    heard({ ended: true });
  };
  const open = () => {
    if (closed) return;
    stream = new EventSource(office ? `/desk/events?office=${encodeURIComponent(office)}` : "/desk/events");
    stream.addEventListener("board", (event) => heard({ board: event.data }));
    stream.addEventListener("trouble", (event) => heard({ trouble: event.data }));
    // A browser gives up after some answers; this page does not.
    stream.addEventListener("error", () => {
      look();
      if (stream.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_AFTER);
    });
  };
  open();
  return { close: end };
}

// Who is signed in: { open } says whether the desk page may be shown, `office` whose it is, null while nobody has an
// account. An error where the queue cannot be asked.
export async function askSession() {
  const response = await fetch("/desk/session");
  if (response.status === 401) return { open: false, office: null };
  if (!response.ok) throw new Error(`the session: ${response.status}`);
  const { office } = await response.json();
  return { open: true, office };
}
