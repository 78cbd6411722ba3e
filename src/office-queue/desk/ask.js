// Asking the queue for something. One request at a time from this tab, so that a double press is one press.
import { deskName, deskNamed, page, say } from "./page.js";

let asking = false;

export async function ask(path, { needsDesk = false, body = {}, tell = say } = {}) {
  if (asking || (needsDesk && !deskNamed())) return null;
  asking = true;
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Reception-Desk": "1" },
      body: JSON.stringify({ desk: deskName(), office: page.board?.office, ...body }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = await response.json();
    if (!response.ok) {
      tell(answer.detail ?? answer.title);
      return null;
    }
    tell("");
    return answer;
  } catch {
    tell("The queue did not answer. Try again; if it goes on, call visitors by their tickets in the order below.");
    return null;
  } finally {
    asking = false;
  }
}

export async function get(path, tell = say) {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(10_000) });
    const answer = await response.json();
    if (response.ok) return answer;
    tell(answer.detail ?? answer.title);
  } catch {
    tell("The queue did not answer. Try again.");
  }
  return null;
}

// The languages that can be chosen, asked for once.
let languages = null;
export async function allLanguages() {
  languages ??= await get("/desk/languages");
  return languages ?? [];
}
