// The desk page. It shows what the queue sends and asks for what staff press; it decides nothing itself.
import { byId, element, fill, page, say } from "./page.js";
import { startActions } from "./actions.js";
import { startAdd } from "./add.js";
import { canSound, tellChanges } from "./alarm.js";
import { draw } from "./draw.js";
import { startFilters } from "./filters.js";
import { startFind } from "./find.js";
import { startServices } from "./services.js";
import { askSession } from "./source.js";
import { connect } from "./stream.js";
import { startVisit } from "./visit.js";

const stream = connect(heard);

function heard({ board: json, trouble, ended, lead }) {
  if (ended) {
    // Nothing of the office stays on the screen, whoever signs in next.
    sessionStorage.removeItem("office");
    document.body.replaceChildren();
    location.reload();
    return;
  }
  page.lead = lead === true;
  if (trouble !== undefined) {
    say(trouble);
    return;
  }
  const { offices, board } = JSON.parse(json);
  const asked = sessionStorage.getItem("office");
  page.lastHeard = Date.now();
  if (board === null && asked) {
    sessionStorage.removeItem("office");
    stream.show(null);
    return;
  }
  showOffices(offices, board?.office);
  if (board === null) {
    byId("office-name").textContent = "No office yet";
    say("No kiosk has a token yet. Run: office-queue token add <office> <kiosk>");
  } else {
    page.clockOffset = Date.parse(board.now) - Date.now();
    page.board = board;
    tellChanges(board);
  }
  draw();
}

function showOffices(offices, chosen) {
  byId("office-choice").hidden = offices.length < 2;
  fill(byId("office"), offices.map(([id, name]) => element("option", { value: id }, name)));
  byId("office").value = chosen ?? "";
}

// What a tab keeps for itself: its desk and its office. What a browser keeps: sound and keys.
const desk = byId("desk");
desk.value = sessionStorage.getItem("desk") ?? "";
desk.addEventListener("input", () => {
  sessionStorage.setItem("desk", desk.value.trim());
  desk.classList.remove("missing");
  draw();
});
byId("office").addEventListener("change", (event) => {
  sessionStorage.setItem("office", event.target.value);
  stream.show(event.target.value);
});
for (const id of ["sound", "keys"]) {
  const box = byId(id);
  box.checked = localStorage.getItem(`reception-${id}`) !== "off";
  box.addEventListener("change", () => localStorage.setItem(`reception-${id}`, box.checked ? "on" : "off"));
}
const tellSound = () => stream.sounds(canSound());
byId("sound").addEventListener("change", tellSound);
document.addEventListener("pointerdown", tellSound);
document.addEventListener("keydown", tellSound);
for (const close of document.querySelectorAll("dialog [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}

startActions();
startAdd();
startFilters();
startFind();
startServices();
startVisit();
document.addEventListener("reception-draw", draw);

// Boards are asked for and shared by the office's own name: a tab of another account, or of the one that was signed in
// here before, never gets this one's.
async function showOwn() {
  try {
    const { open, office } = await askSession();
    if (!open) location.reload();
    else stream.show(office ?? sessionStorage.getItem("office"));
  } catch {
    setTimeout(showOwn, 3000);
  }
}
showOwn();
setInterval(draw, 1000);
