// Finds things by any of their names, in a file of names that is loaded once. What is looked for stands in the address.
import { inAddress, toAddress } from "./address.js";
import { fold } from "./fold.js";

const MOST = 100;

/**
 * @typedef {{address: string, name: string, kind: string, country: string, names: string[], folded: string[]}} Thing
 * @typedef {{root: string, kinds: string[], countries: string[], things: any[][], texts: Record<string, string>}} Names
 */

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-search]"));
const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const list = /** @type {HTMLElement} */ (document.querySelector("[data-found]"));
const told = /** @type {HTMLElement} */ (document.querySelector("#found"));

/** @type {Names} */
let names;
/** @type {Thing[]} */
let things = [];

form.hidden = false;
input.value = inAddress("q");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  // Enter follows the first of those found.
  list.querySelector("a")?.click();
});
input.addEventListener("input", () => {
  toAddress({ q: input.value.trim() });
  show();
});
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") step(event, null, 1);
});
list.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") step(event, document.activeElement, 1);
  if (event.key === "ArrowUp") step(event, document.activeElement, -1);
});
addEventListener("popstate", () => {
  input.value = inAddress("q");
  show();
});

/** Moves between the found things with the arrow keys, and from the first back to the field.
 * @param {KeyboardEvent} event
 * @param {Element | null} from
 * @param {number} by
 */
function step(event, from, by) {
  const links = [...list.querySelectorAll("a")];
  const to = (from ? links.indexOf(/** @type {HTMLAnchorElement} */ (from)) : -1) + by;
  if (to >= links.length) return;
  event.preventDefault();
  if (to < 0) input.focus();
  else links[to].focus();
}

/**
 * How well a thing fits what is looked for; the smaller, the better, and Infinity if it does not.
 * @param {Thing} thing
 * @param {string} wanted
 * @param {string[]} words
 */
function distance(thing, wanted, words) {
  let best = Infinity;
  thing.folded.forEach((name, index) => {
    let rank = Infinity;
    if (name === wanted) rank = 0;
    else if (name.startsWith(`${wanted} `)) rank = 1;
    else if (name.startsWith(wanted)) rank = 2;
    else if (words.every((word) => ` ${name}`.includes(` ${word}`))) rank = 3;
    else if (wanted.length > 2 && name.includes(wanted)) rank = 4;
    // Of names that fit alike, the first is what the thing is called, and a short one says more of it.
    best = Math.min(best, rank + (index ? 0.5 : 0) + Math.min(name.length, 400) / 1000);
  });
  return best;
}

function show() {
  if (!names) return;
  const wanted = fold(input.value);
  list.replaceChildren();
  told.textContent = "";
  if (!wanted) return;
  const words = wanted.split(" ");
  const found = things
    .map((thing) => ({ thing, far: distance(thing, wanted, words) }))
    .filter(({ far }) => far < Infinity)
    .sort((one, other) => one.far - other.far || (one.thing.name < other.thing.name ? -1 : 1));
  const key = found.length === 0 ? "search-none" : found.length > MOST ? "search-first" : "search-found";
  told.textContent = names.texts[key].replace("{count}", String(found.length)).replace("{shown}", String(MOST));
  list.replaceChildren(...found.slice(0, MOST).map(({ thing }) => item(thing, wanted, words)));
}

/**
 * @param {Thing} thing
 * @param {string} wanted
 * @param {string[]} words
 */
function item(thing, wanted, words) {
  const link = document.createElement("a");
  link.href = names.root + thing.address;
  link.textContent = thing.name;
  const about = document.createElement("span");
  about.className = "faint";
  const parts = [thing.kind, thing.country === thing.name ? "" : thing.country].filter(Boolean);
  // Found by another name than that which is shown: it is told which.
  const index = thing.folded.findIndex((name) => name.includes(wanted) || words.every((word) => ` ${name}`.includes(` ${word}`)));
  if (index > 0) parts.push(names.texts["search-also"].replace("{name}", thing.names[index]));
  about.textContent = parts.join(" · ");
  const line = document.createElement("li");
  line.append(link, " ", about);
  return line;
}

try {
  const answer = await fetch("names.json");
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  names = await answer.json();
  things = names.things.map(([address, name, kind, country, ...others]) => ({
    address,
    name,
    kind: names.kinds[kind],
    country: names.countries[country],
    names: [name, ...others],
    folded: [name, ...others].map(fold),
  }));
  toAddress({});
  show();
  if (!input.value) input.focus();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  told.textContent = (form.dataset.failed ?? "{reason}").replace("{reason}", () => reason);
}
