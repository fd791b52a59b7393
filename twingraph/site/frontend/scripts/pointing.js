// Pointing at a line, a dot or a row lights up what belongs together and tells what it is.

export function startPointing() {
  const told = document.querySelector("[data-told]");
  /** @param {Event} event */
  const found = (event) =>
    event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-edge], [data-edges]")) : null;

  /** @param {HTMLElement | null} thing */
  const light = (thing) => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!thing) return;
    for (const edge of edgesOf(thing)) {
      for (const each of document.querySelectorAll(`[data-edge="${edge}"]`)) each.classList.add("lit");
    }
    thing.classList.add("lit");
    const title = thing.querySelector("title")?.textContent;
    if (told && title) told.textContent = title;
  };
  addEventListener("pointerover", (event) => light(found(event)));
  addEventListener("focusin", (event) => light(found(event)));
  for (const svg of document.querySelectorAll("figure svg")) {
    svg.addEventListener("click", (event) => {
      const thing = found(event);
      if (!thing) return;
      const rows = [...document.querySelectorAll("table[data-rows] tbody tr")].filter((row) => {
        const edge = /** @type {HTMLElement} */ (row).dataset.edge ?? "";
        return edgesOf(thing).includes(edge) && !(/** @type {HTMLElement} */ (row).hidden);
      });
      for (const marked of document.querySelectorAll("tr.marked")) marked.classList.remove("marked");
      for (const row of rows) row.classList.add("marked");
      const link = rows[0]?.querySelector("a");
      link?.focus();
      rows[0]?.scrollIntoView({ block: "center" });
    });
  }
}

/**
 * @param {HTMLElement} thing
 * @returns {string[]}
 */
function edgesOf(thing) {
  return thing.dataset.edges?.split(" ") ?? [thing.dataset.edge ?? ""];
}
