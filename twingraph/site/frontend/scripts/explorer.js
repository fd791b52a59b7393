// Map, network and timeline: the filters over the table, and the picture that goes with it.
import { startFilters } from "./filters.js";
import { startPicture } from "./picture.js";
import { startPointing } from "./pointing.js";

const form = document.querySelector("[data-filters] form");
const figure = document.querySelector("[data-picture]");
const picture = figure ? startPicture(/** @type {HTMLElement} */ (figure)) : null;
startPointing();
if (form) startFilters(/** @type {HTMLFormElement} */ (form), () => picture?.redraw());

// On a wide screen filters are open from the start.
const folded = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-open-if-wide]"));
if (folded) folded.open = matchMedia("(min-width: 40rem)").matches;

const wide = document.querySelector("[data-to-end]");
if (wide) wide.scrollLeft = wide.scrollWidth;
