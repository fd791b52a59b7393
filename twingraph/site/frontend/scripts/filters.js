// Filters over the rows of a table and what belongs to them in a picture. The chosen values stand in the address.
import { inAddress, toAddress } from "./address.js";

/**
 * @param {HTMLFormElement} form
 * @param {() => void} changed What else is to be done when other rows are shown.
 */
export function startFilters(form, changed) {
  const rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll("table[data-rows] tbody tr")]);
  const fields = /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...form.querySelectorAll("select, input")]);
  const lines = [...document.querySelectorAll("svg [data-edge]")];
  const dots = [...document.querySelectorAll("svg [data-edges]")];
  const told = /** @type {HTMLElement | null} */ (document.querySelector("[data-shown]"));

  const apply = () => {
    const wanted = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    const shown = new Set();
    for (const row of rows) {
      const fits = rowFits(row, wanted);
      row.hidden = !fits;
      if (fits) shown.add(row.dataset.edge);
    }
    for (const line of lines) line.classList.toggle("out", !shown.has(/** @type {SVGElement} */ (line).dataset.edge));
    for (const dot of dots) {
      const edges = (/** @type {SVGElement} */ (dot).dataset.edges ?? "").split(" ");
      dot.classList.toggle("out", !edges.some((edge) => shown.has(edge)));
    }
    if (told) {
      told.textContent = (told.dataset.text ?? "")
        .replace("{shown}", String(shown.size))
        .replace("{all}", String(rows.length));
    }
    changed();
  };
  const read = () => {
    for (const field of fields) {
      const value = inAddress(field.name);
      field.value = value;
      // A value that there is not on this page leaves a select empty: nothing is chosen then.
      if (field instanceof HTMLSelectElement && field.value !== value) field.value = "";
    }
    apply();
  };
  const write = () => {
    toAddress(Object.fromEntries(fields.map((field) => [field.name, field.value.trim()])));
    apply();
  };
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(write));
  addEventListener("popstate", read);
  const folded = /** @type {HTMLDetailsElement} */ (form.closest("details"));
  folded.hidden = false;
  read();
  write();
  // On a small screen the picture comes first, unless something is chosen.
  folded.open = matchMedia("(min-width: 40rem)").matches || fields.some((field) => field.value);
}

/**
 * @param {HTMLTableRowElement} row
 * @param {Record<string, string>} wanted
 * @returns {boolean}
 */
function rowFits(row, { from, to, ...chosen }) {
  for (const [name, value] of Object.entries(chosen)) {
    if (value && !(row.dataset[name] ?? "").split(" ").includes(value)) return false;
  }
  if (!isYear(from) && !isYear(to)) return true;
  const first = isYear(from) ? Number(from) : -Infinity;
  const last = isYear(to) ? Number(to) : Infinity;
  return (row.dataset.years ?? "")
    .split(" ")
    .filter(Boolean)
    .some((span) => {
      const [begin, end] = span.split("-");
      return (begin ? Number(begin) : -Infinity) <= last && (end ? Number(end) : Infinity) >= first;
    });
}

/** @param {string} text */
const isYear = (text) => /^\d{1,4}$/.test(text);
