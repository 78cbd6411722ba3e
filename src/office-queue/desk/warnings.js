// What is to put right: a sentence each, some with a list behind it.
import { byId, element, fill, isolated } from "./page.js";

function detailRow({ place, text }) {
  return element("li", {}, place === "" ? null : element("bdi", { className: "place" }, place), isolated(text));
}

// A list that somebody has opened stays open when the board is drawn again.
function isOpen(text) {
  const open = [...document.querySelectorAll("#warning-list details[open] > summary")];
  return open.some((summary) => summary.textContent === text);
}

function warningRow({ text, details = [] }) {
  if (details.length === 0) return element("li", {}, text);
  return element("li", {}, element("details", { open: isOpen(text) },
    element("summary", {}, text), element("ul", {}, ...details.map(detailRow))));
}

export function drawWarnings(board) {
  byId("warnings").hidden = board.warnings.length === 0;
  fill(byId("warning-list"), board.warnings.map(warningRow));
}
