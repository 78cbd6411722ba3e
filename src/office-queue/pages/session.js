// Who is signed in, on every page of staff: says it in the header, offers to sign out, and says in time that the
// session is about to end. It asks the server and never guesses: another tab may have done something.
const ASK_EVERY = 60_000;
const WARN_MINUTES = 5;

const header = document.querySelector("header");
const place = document.createElement("div");
place.className = "session";
header?.append(place);
const warning = document.createElement("p");
warning.className = "session-warning";
warning.setAttribute("role", "alert");
warning.hidden = true;
header?.after(warning);

const signIn = () => location.assign("/sign-in");

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

async function ask(method = "GET") {
  const headers = method === "POST" ? { "X-Reception-Desk": "1" } : {};
  let response;
  try {
    response = await fetch("/desk/session", { method, headers });
  } catch {
    return; // The page itself says that the queue cannot be reached.
  }
  if (response.status === 401) return signIn();
  if (response.ok) show(await response.json());
}

async function signOut() {
  await fetch("/sign-out", { method: "POST" }).catch(() => {});
  signIn();
}

function show({ account, role, minutes_left: left, idle_minutes_left: idle }) {
  const footer = document.getElementById("only-here");
  if (footer) footer.hidden = Boolean(account);
  if (!account) return;
  if (place.dataset.account !== account) {
    place.dataset.account = account;
    const name = document.createElement("span");
    name.textContent = account;
    place.replaceChildren(name);
    if (role !== "staff") {
      for (const [href, words] of [["/desk/counts", "Counts"], ["/desk/audit", "Audit log"]]) {
        const link = document.createElement("a");
        link.href = href;
        link.textContent = words;
        place.append(link);
      }
    }
    place.append(button("Sign out", signOut));
  }
  const ends = Math.min(left, idle);
  const soon = ends <= WARN_MINUTES;
  if (soon === !warning.hidden && warning.dataset.ends === String(ends)) return;
  warning.dataset.ends = String(ends);
  warning.hidden = !soon;
  if (!soon) return;
  const minutes = ends === 1 ? "a minute" : `${ends} minutes`;
  if (idle < left) {
    warning.replaceChildren(`You will be signed out in ${minutes}, because nothing was done here. `,
      button("Stay signed in", () => ask("POST")));
  } else {
    warning.replaceChildren(`You will be signed out in ${minutes}: a day's work ends after 12 hours. Sign in again then.`);
  }
}

ask();
setInterval(ask, ASK_EVERY);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
