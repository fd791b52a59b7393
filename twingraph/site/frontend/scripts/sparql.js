// The SPARQL editor: queries are answered by a server, if one is named, else in the browser by a worker that holds the
// whole graph.
import { pythonLine, shellLine } from "./calls.js";
import { startPainting } from "./paint.js";
import { asksElsewhere, placeOf, withPrefixes } from "./text.js";
import { toCsv, toTsv } from "./results.js";

const SHOWN = 500;
const FIRST = "SELECT * { ?s ?p ?o } LIMIT 10\n";

/**
 * @typedef {{lang: string, root: string, data: string, packed: number, plain: number, bases: string[],
 *   prefixes: Record<string, string>, queries: {name: string, text: string}[], texts: Record<string, string>,
 *   endpoint?: string, points?: string, terms?: string[][]}} Settings
 */

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-editor]"));
const area = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
const choice = /** @type {HTMLSelectElement} */ (form.querySelector("select"));
const run = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
const stop = /** @type {HTMLButtonElement} */ (form.querySelector("[data-stop]"));
const state = /** @type {HTMLElement} */ (document.querySelector("[data-state]"));
const progress = /** @type {HTMLProgressElement} */ (document.querySelector("[data-progress]"));
const result = /** @type {HTMLElement} */ (document.querySelector("[data-result]"));
const table = /** @type {HTMLElement} */ (document.querySelector("[data-table]"));
const downloads = /** @type {HTMLElement} */ (document.querySelector("[data-downloads]"));
const more = /** @type {HTMLButtonElement} */ (document.querySelector("[data-more]"));

const answered = await fetch("editor.json");
/** @type {Settings} */
const settings = await answered.json();
// A server writes the query that the address asks for into the page.
if (settings.endpoint && form.dataset.name) settings.queries.push({ name: form.dataset.name, text: area.defaultValue });
const paint = startPainting(area, /** @type {HTMLElement} */ (document.querySelector("[data-paint]")));

/** @type {Worker | null} */
let worker = null;
let ready = false;
/** @type {{id: number, text: string, before: number, begun: number} | null} */
let asked = null;
let count = 0;
/** @type {string[]} */
let files = [];
/** @type {AbortController | null} */
let waiting = null;
/** @type {import("./places.js").ResultMap | null} */
let map = null;

/** @param {string} key @param {Record<string, unknown>} [values] */
const say = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => String(value)), settings.texts[key]);

const number = new Intl.NumberFormat(settings.lang, { maximumFractionDigits: 2 });
const megabytes = new Intl.NumberFormat(settings.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
/** @param {number} bytes */
const size = (bytes) => megabytes.format(bytes / 1e6);

function start() {
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  ready = false;
  worker.addEventListener("message", heard);
  worker.addEventListener("error", (event) => failed("is-failed", event.message || "WebAssembly"));
  worker.postMessage({ do: "start", data: new URL(settings.data, location.href).href, plain: settings.plain });
}

/** @param {MessageEvent} event */
function heard({ data }) {
  if (data.is === "loading") showProgress("is-loading", data.count, settings.packed);
  else if (data.is === "reading") showProgress("is-reading", data.count, settings.plain);
  else if (data.is === "ready") {
    ready = true;
    ask();
  } else if (data.is === "pages") linkTo(new Set(data.pages));
  else if (data.is === "failed" && data.id === undefined) {
    worker?.terminate();
    worker = null;
    failed(data.key, data.reason);
  } else if (data.id === asked?.id && data.is === "failed") failed(data.key, data.reason);
  else if (data.id === asked?.id && data.is === "answer") show(data);
}

/** @param {string} key @param {number} loaded @param {number} all */
function showProgress(key, loaded, all) {
  // A server may have unpacked what it sends, and then more comes than was said.
  const most = Math.max(loaded, all);
  if (asked) state.textContent = say(key, { loaded: size(loaded), all: size(most) });
  progress.value = loaded / most;
}

function submit() {
  toAddress();
  clear();
  if (asksElsewhere(area.value)) {
    state.textContent = say("is-service");
    state.classList.add("wrong");
    return;
  }
  tellCalls();
  if (asked) {
    // What runs already is given up for this.
    worker?.terminate();
    worker = null;
    waiting?.abort();
  }
  const { text, before } = withPrefixes(area.value, settings.prefixes);
  count += 1;
  asked = { id: count, text, before, begun: performance.now() };
  stop.disabled = false;
  progress.hidden = false;
  progress.removeAttribute("value");
  state.textContent = say("is-running");
  if (settings.endpoint) askEndpoint(settings.endpoint);
  else if (!worker) start();
  else if (ready) ask();
}

/** @param {string} endpoint */
async function askEndpoint(endpoint) {
  if (!asked) return;
  const { id, text, begun } = asked;
  waiting = new AbortController();
  const { askServer } = await import("./endpoint.js");
  const answer = await askServer(new URL(endpoint, location.href).href, text, waiting.signal, settings.lang);
  if (id !== asked?.id) return;
  waiting = null;
  if ("key" in answer) failed(answer.key, answer.reason);
  else show({ ...answer, seconds: (performance.now() - begun) / 1000 });
}

/** Tells how the same is asked from a program. */
function tellCalls() {
  const calls = /** @type {HTMLElement | null} */ (document.querySelector("[data-calls]"));
  if (!calls) return;
  for (const [name, line] of [["command", shellLine(area.value)], ["python", pythonLine(area.value)]]) {
    const place = calls.querySelector(`[data-${name}]`);
    if (place) place.textContent = line;
  }
  calls.hidden = false;
}

function ask() {
  if (!asked) return;
  progress.removeAttribute("value");
  state.textContent = say("is-running");
  worker?.postMessage({ do: "query", id: asked.id, text: asked.text });
}

/** Ends the worker: nothing else stops an engine that is at work. The next query loads the data anew, from the cache. */
function halt() {
  if (!asked) return;
  const seconds = (performance.now() - asked.begun) / 1000;
  worker?.terminate();
  worker = null;
  waiting?.abort();
  done();
  state.textContent = say("is-stopped", { seconds: number.format(seconds) });
}

function done() {
  asked = null;
  stop.disabled = true;
  progress.hidden = true;
}

/** @param {string} key @param {string} reason */
function failed(key, reason) {
  const place = placeOf(reason, asked?.before ?? 0);
  done();
  const where = key === "is-broken" && place.line ? `${say("line", { line: place.line })}: ` : "";
  state.textContent = say(key, { reason: where + place.reason });
  state.classList.add("wrong");
  if (key !== "is-broken" || !place.line) return;
  // The place is marked, so that typing goes on there.
  const lines = area.value.split("\n");
  const begin = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const at = Math.min(begin + (place.column ?? 1) - 1, area.value.length);
  const end = Math.min(begin + (lines[place.line - 1]?.length ?? 0), area.value.length);
  area.focus();
  area.setSelectionRange(Math.min(at, end), Math.max(end, at));
}

function clear() {
  state.textContent = "";
  state.classList.remove("wrong");
  result.hidden = true;
  more.hidden = true;
  table.replaceChildren();
  map?.clear();
  downloads.replaceChildren();
  for (const file of files) URL.revokeObjectURL(file);
  files = [];
}

/** @param {{triples: boolean, content: string, seconds: number}} answer */
function show({ triples, content, seconds }) {
  done();
  const took = number.format(seconds);
  if (triples) {
    const lines = content.split("\n").filter(Boolean);
    state.textContent = say("is-done-triples", { count: number.format(lines.length), seconds: took });
    const text = document.createElement("pre");
    text.textContent = lines.slice(0, SHOWN).join("\n");
    table.replaceChildren(text);
    if (lines.length > SHOWN) state.textContent += ` ${say("is-first", { shown: SHOWN })}`;
    offer("N-Triples", "nt", "application/n-triples", () => content);
    result.hidden = false;
    return;
  }
  const answer = JSON.parse(content);
  if ("boolean" in answer) {
    state.textContent = say(answer.boolean ? "is-yes" : "is-no", { seconds: took });
    return;
  }
  const rows = answer.results.bindings;
  state.textContent = say("is-done", { count: number.format(rows.length), seconds: took });
  if (rows.length > SHOWN) state.textContent += ` ${say("is-first", { shown: SHOWN })}`;
  offer("CSV", "csv", "text/csv", () => toCsv(answer));
  offer("TSV", "tsv", "text/tab-separated-values", () => toTsv(answer));
  offer("JSON", "json", "application/sparql-results+json", () => content);
  layOut(answer);
  map?.offer(answer);
  result.hidden = false;
}

/** @param {import("./results.js").Rows} answer */
function layOut({ head, results }) {
  const element = document.createElement("table");
  const titles = element.createTHead().insertRow();
  for (const name of head.vars) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    titles.append(cell);
  }
  const lines = element.createTBody();
  let next = 0;
  const go = () => {
    const iris = new Set();
    for (const row of results.bindings.slice(next, next + SHOWN)) {
      const line = lines.insertRow();
      for (const name of head.vars) {
        const term = row[name];
        const cell = line.insertCell();
        if (!term) continue;
        cell.textContent = term.type === "uri" ? short(term.value) : term.type === "bnode" ? `_:${term.value}` : term.value;
        if (term["xml:lang"]) cell.lang = term["xml:lang"];
        if (term.type !== "uri") continue;
        cell.dataset.iri = term.value;
        cell.title = term.value;
        if (inSite(term.value) !== null) iris.add(term.value);
      }
    }
    next += SHOWN;
    more.hidden = next >= results.bindings.length;
    if (settings.endpoint) linkTo(iris);
    else worker?.postMessage({ do: "pages", id: count, iris: [...iris] });
  };
  more.onclick = go;
  table.replaceChildren(element);
  go();
}

/** Links the things of the table to their pages.
 * @param {Set<string>} pages
 */
function linkTo(pages) {
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("td[data-iri]"))) {
    const iri = cell.dataset.iri ?? "";
    const address = inSite(iri);
    if (address === null || !pages.has(iri) || cell.querySelector("a")) continue;
    const link = document.createElement("a");
    link.href = settings.root + (settings.lang === "en" ? "" : `${settings.lang}/`) + address;
    link.textContent = cell.textContent;
    cell.replaceChildren(link);
  }
}

/** The address of a thing's page below the site's root, if its IRI is one of the graph's own; as twingraph/site/paths.py.
 * @param {string} iri
 * @returns {string | null}
 */
function inSite(iri) {
  const base = settings.bases.find((each) => iri.startsWith(each));
  if (base === undefined) return null;
  const [path, fragment] = iri.slice(base.length).split("#");
  if (!path) return null;
  try {
    const parts = path.split("/").map((part) => encodeURIComponent(decodeURIComponent(part)));
    return `${parts.join("/")}/${fragment ? `#${encodeURIComponent(decodeURIComponent(fragment))}` : ""}`;
  } catch {
    return null;
  }
}

/** @param {string} iri */
function short(iri) {
  const fitting = Object.entries(settings.prefixes).filter(([, space]) => iri.startsWith(space));
  fitting.sort(([, one], [, other]) => other.length - one.length);
  return fitting.length ? `${fitting[0][0]}:${iri.slice(fitting[0][1].length)}` : iri;
}

/**
 * @param {string} label
 * @param {string} ending
 * @param {string} media
 * @param {() => string} content
 */
function offer(label, ending, media, content) {
  const link = document.createElement("a");
  link.textContent = label;
  link.href = "#";
  link.download = `${choice.value || "answer"}.${ending}`;
  // The file is made when it is wanted.
  link.addEventListener(
    "click",
    () => {
      link.href = URL.createObjectURL(new Blob([content()], { type: media }));
      files.push(link.href);
    },
    { once: true },
  );
  downloads.append(link, " ");
}

/** The name of a question in the query string; any other query after #, which is not sent to the server and may be long. */
function toAddress() {
  const address = new URL(location.href);
  const named = settings.queries.find((query) => query.text === area.value);
  address.search = named ? `?name=${encodeURIComponent(named.name)}` : "";
  address.hash = named ? "" : `query=${encodeURIComponent(area.value)}`;
  choice.value = named?.name ?? "";
  if (address.href !== location.href) history.pushState(null, "", address);
  link();
}

function fromAddress() {
  const name = new URLSearchParams(location.search).get("name");
  const text = new URLSearchParams(location.hash.slice(1)).get("query") ?? new URLSearchParams(location.search).get("query");
  const named = settings.queries.find((query) => query.name === name);
  area.value = text ?? named?.text ?? (settings.endpoint ? area.defaultValue : settings.queries[0]?.text) ?? FIRST;
  choice.value = settings.queries.find((query) => query.text === area.value)?.name ?? "";
  link();
  paint();
  tellCalls();
}

/** The page in the other language opens with the same query. */
function link() {
  for (const each of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.language"))) {
    each.search = location.search;
    each.hash = location.hash;
  }
}

choice.addEventListener("change", () => {
  if (settings.endpoint) {
    // The server has the texts.
    location.assign(choice.value ? `?name=${encodeURIComponent(choice.value)}` : "?");
    return;
  }
  const named = settings.queries.find((query) => query.name === choice.value);
  if (!named) return;
  area.value = named.text;
  area.scrollTop = 0;
  paint();
  clear();
  toAddress();
});
area.addEventListener("input", () => {
  choice.value = settings.queries.find((query) => query.text === area.value)?.name ?? "";
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit();
  }
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") halt();
});
stop.addEventListener("click", halt);
addEventListener("popstate", () => {
  halt();
  clear();
  fromAddress();
});
if (settings.points) {
  const { startMap } = await import("./places.js");
  map = startMap(settings.points, say);
}
if (settings.terms) {
  const { startTerms } = await import("./terms.js");
  startTerms(area, settings.terms, say, paint);
}
// What was written while this script was loaded stays.
if (area.value === area.defaultValue) fromAddress();
else tellCalls();
form.hidden = false;
run.disabled = false;
