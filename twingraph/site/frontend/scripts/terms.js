// Completes terms of the ontology and of its vocabularies while a query is written.
import { fold } from "./fold.js";

const MOST = 12;

/**
 * @param {HTMLTextAreaElement} area
 * @param {string[][]} terms Short name, name, what it is.
 * @param {(key: string, values?: Record<string, unknown>) => string} say
 * @param {() => void} changed
 */
export function startTerms(area, terms, say, changed) {
  const list = /** @type {HTMLElement} */ (document.querySelector("[data-terms]"));
  const told = /** @type {HTMLElement} */ (document.querySelector("[data-terms-told]"));
  const known = terms.map(([short, name, kind]) => ({ short, name, kind, folded: fold(`${short} ${name}`) }));
  let chosen = 0;
  /** @type {typeof known} */
  let found = [];
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);

  /** What is being written before the cursor. */
  const written = () => /[\p{L}\p{N}_:-]*$/u.exec(area.value.slice(0, area.selectionStart))?.[0] ?? "";

  const close = () => {
    found = [];
    list.hidden = true;
    told.textContent = "";
    area.removeAttribute("aria-activedescendant");
  };
  /** @param {boolean} wanted Whether it was asked for, and not only typed. */
  const open = (wanted) => {
    const word = written();
    if (!wanted && !(word.includes(":") && word.length > 2)) return close();
    const folded = fold(word);
    found = known.filter((term) => term.short.startsWith(word));
    if (folded) found = [...new Set([...found, ...known.filter((term) => ` ${term.folded}`.includes(` ${folded}`))])];
    found = found.slice(0, MOST);
    if (!found.length || (found.length === 1 && found[0].short === word)) return close();
    chosen = 0;
    list.hidden = false;
    draw();
    told.textContent = say("is-terms", { count: found.length });
  };
  const draw = () => {
    list.replaceChildren(
      ...found.map(({ short, name, kind }, index) => {
        const line = document.createElement("li");
        line.id = `term-${index}`;
        line.role = "option";
        line.ariaSelected = String(index === chosen);
        const code = document.createElement("code");
        code.textContent = short;
        const about = document.createElement("span");
        about.className = "faint";
        about.textContent = ` ${[name, kind].filter(Boolean).join(" · ")}`;
        line.append(code, about);
        line.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(index);
        });
        return line;
      }),
    );
    area.setAttribute("aria-activedescendant", `term-${chosen}`);
  };
  /** @param {number} index */
  const take = (index) => {
    const end = area.selectionStart;
    area.setRangeText(found[index].short, end - written().length, end, "end");
    close();
    area.focus();
    changed();
  };
  area.addEventListener("input", () => open(false));
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === " ") {
      event.preventDefault();
      open(true);
      return;
    }
    if (!found.length || event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => take(chosen),
      Escape: close,
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  /** @param {number} by */
  const move = (by) => {
    chosen = (chosen + by + found.length) % found.length;
    draw();
  };
}
