// Draws the places of an answer on the map; those of one row, in two columns, are joined.
import { startPicture } from "./picture.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST = 4000;
const MARGIN = 40;

/**
 * @typedef {{offer: (answer: import("./results.js").Rows) => void, clear: () => void}} ResultMap
 * @typedef {{land: string, places: Record<string, [number, number, string]>}} Points
 */

/**
 * @param {string} address Where the points are had.
 * @param {(key: string, values?: Record<string, unknown>) => string} say
 * @returns {ResultMap}
 */
export function startMap(address, say) {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-as-map]"));
  const figure = /** @type {HTMLElement} */ (document.querySelector("[data-result-map]"));
  /** @type {Promise<Points> | null} */
  let points = null;
  /** @type {import("./results.js").Rows | null} */
  let answer = null;

  button.addEventListener("click", async () => {
    if (!answer) return;
    points ??= fetch(address).then((response) => response.json());
    draw(answer, await points);
  });

  /** @param {import("./results.js").Rows} shown @param {Points} known */
  function draw({ head, results }, { land, places }) {
    const dots = new Set();
    /** @type {Map<string, [string, string]>} */
    const lines = new Map();
    for (const row of results.bindings.slice(0, MOST)) {
      const here = head.vars.map((name) => row[name]?.value ?? "").filter((iri) => Object.hasOwn(places, iri));
      for (const iri of here) dots.add(iri);
      const [one, other] = [...new Set(here)];
      if (other) lines.set([one, other].sort().join(" "), [one, other]);
    }
    if (!dots.size) {
      figure.replaceChildren(say("is-nowhere"));
      figure.hidden = false;
      return;
    }
    const svg = element("svg", { role: "img", "aria-label": say("is-map") });
    svg.append(element("path", { class: "land", d: land }));
    const [between, named] = [element("g", { class: "lines" }), element("g", { class: "dots" })];
    for (const [one, other] of lines.values()) {
      const [from, to] = [places[one], places[other]];
      const line = element("g", {});
      line.append(titled(`${from[2]} – ${to[2]}`), element("path", { class: "line kind-0", d: `M${from[0]} ${from[1]}L${to[0]} ${to[1]}` }));
      between.append(line);
    }
    for (const iri of dots) {
      const [x, y, name] = places[iri];
      const dot = element("g", {});
      const text = element("text", { x: String(x), y: String(y) });
      text.textContent = name;
      dot.append(titled(name), element("path", { class: "dot", d: `M${x} ${y}h0` }), text);
      named.append(dot);
    }
    svg.append(between, named);
    const at = [...dots].map((iri) => places[iri]);
    const [left, right] = [Math.min(...at.map(([x]) => x)), Math.max(...at.map(([x]) => x))];
    const [top, bottom] = [Math.min(...at.map(([, y]) => y)), Math.max(...at.map(([, y]) => y))];
    const width = Math.max(right - left + 2 * MARGIN, (bottom - top + 2 * MARGIN) * 1.5);
    const height = width / 1.8;
    svg.setAttribute("viewBox", [(left + right - width) / 2, (top + bottom - height) / 2, width, height].join(" "));
    figure.replaceChildren(svg);
    figure.hidden = false;
    startPicture(figure);
    figure.scrollIntoView({ block: "nearest" });
  }

  return {
    offer(shown) {
      answer = shown;
      button.hidden = !shown.results.bindings.some((row) => Object.values(row).some((term) => term.type === "uri"));
    },
    clear() {
      answer = null;
      button.hidden = true;
      figure.hidden = true;
      figure.replaceChildren();
    },
  };
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** @param {string} text */
function titled(text) {
  const title = element("title", {});
  title.textContent = text;
  return title;
}
