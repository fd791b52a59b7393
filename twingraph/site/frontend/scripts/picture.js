// A picture that can be moved and brought nearer: by pointer, wheel, buttons and keys. What it shows stands in the address.
import { inAddress, toAddress } from "./address.js";

const NEAREST = 0.02;
const STEP = 1.4;

/**
 * @param {HTMLElement} figure
 * @returns {{ redraw: () => void }}
 */
export function startPicture(figure) {
  const svg = /** @type {SVGSVGElement} */ (figure.querySelector("svg"));
  const all = { ...numbers(svg.viewBox.baseVal) };
  let view = fromAddress() ?? all;
  // In the network a name stands below its place, on the map beside it.
  const below = "network" in svg.dataset;
  const names = [...svg.querySelectorAll(".dots text")].reverse();

  /** @param {{x: number, y: number, width: number, height: number}} wanted */
  const show = (wanted) => {
    const width = Math.min(Math.max(wanted.width, all.width * NEAREST), Math.max(all.width * 4, 1000));
    const share = width / wanted.width;
    const height = wanted.height * share;
    // The middle stays where it is, and within what there is to see.
    const x = clamp(wanted.x + (wanted.width - width) / 2, all.x - width * 0.9, all.x + all.width - width * 0.1);
    const y = clamp(wanted.y + (wanted.height - height) / 2, all.y - height * 0.9, all.y + all.height - height * 0.1);
    view = { x, y, width, height };
    svg.setAttribute("viewBox", [x, y, width, height].map((value) => value.toFixed(2)).join(" "));
    redraw();
  };
  const keep = () => {
    const same = ["x", "y", "width"].every((key) => Math.abs(view[/** @type {"x"} */ (key)] - all[/** @type {"x"} */ (key)]) < 0.01);
    toAddress({ view: same ? "" : [view.x, view.y, view.width].map((value) => value.toFixed(1)).join("_") });
  };
  /** @returns {typeof all | null} */
  function fromAddress() {
    const [x, y, width] = inAddress("view").split("_").map(Number);
    if (![x, y, width].every(Number.isFinite) || !(width > 0)) return null;
    return { x, y, width, height: (width * all.height) / all.width };
  }
  /** How many units of the picture a pixel is. */
  const unit = () => {
    const box = svg.getBoundingClientRect();
    return Math.max(view.width / Math.max(box.width, 1), view.height / Math.max(box.height, 1));
  };
  /**
   * @param {number} factor
   * @param {{x: number, y: number}} [fixed] The point that stays where it is.
   */
  const zoom = (factor, fixed = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) => {
    show({
      x: fixed.x - (fixed.x - view.x) * factor,
      y: fixed.y - (fixed.y - view.y) * factor,
      width: view.width * factor,
      height: view.height * factor,
    });
    keep();
  };
  const everything = () => {
    show(all);
    keep();
  };
  /** @param {number} dx @param {number} dy */
  const move = (dx, dy) => show({ ...view, x: view.x + dx, y: view.y + dy });

  /** Writes the names of places as large as text is, the busiest first, and leaves out those that would overlap. */
  function redraw() {
    const scale = unit();
    svg.style.setProperty("--unit", String(scale));
    const right = (view.x + view.width / 2) / scale + svg.getBoundingClientRect().width / 2;
    const taken = /** @type {{left: number, right: number, top: number, bottom: number}[]} */ ([]);
    for (const name of names) {
      const text = /** @type {SVGTextElement} */ (name);
      const x = Number(text.getAttribute("x")) / scale;
      const y = Number(text.getAttribute("y")) / scale;
      const long = (text.textContent?.length ?? 0) * 7;
      // Beside its place a name stands where the picture has room for it.
      const before = !below && x + long + 8 > right;
      text.classList.toggle("before", before);
      const box = below
        ? { left: x - long / 2, right: x + long / 2, top: y - 4, bottom: y + 24 }
        : { left: before ? x - long - 8 : x - 4, right: before ? x + 4 : x + long + 8, top: y - 9, bottom: y + 9 };
      const free =
        !text.parentElement?.classList.contains("out") &&
        taken.length < 200 &&
        !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      text.classList.toggle("crowded", !free);
      if (free) taken.push(box);
    }
  }

  svg.tabIndex = 0;
  svg.classList.add("ready");
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = view.width / 8;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => move(-step, 0),
      ArrowRight: () => move(step, 0),
      ArrowUp: () => move(0, -step),
      ArrowDown: () => move(0, step),
      "+": () => zoom(1 / STEP),
      "=": () => zoom(1 / STEP),
      "-": () => zoom(STEP),
      0: everything,
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
    keep();
  });
  svg.addEventListener(
    "wheel",
    (event) => {
      // Without Ctrl the wheel scrolls the page, as everywhere on it.
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1 / STEP : STEP, at(event));
    },
    { passive: false },
  );
  /** @param {MouseEvent} event */
  const at = (event) => {
    const matrix = svg.getScreenCTM();
    const point = new DOMPoint(event.clientX, event.clientY);
    return matrix ? point.matrixTransform(matrix.inverse()) : point;
  };

  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();
  svg.addEventListener("pointerdown", (event) => fingers.set(event.pointerId, { x: event.clientX, y: event.clientY }));
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    // A click is no drag: only what has moved is held on to.
    if (!svg.hasPointerCapture(event.pointerId)) {
      if (Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
      svg.setPointerCapture(event.pointerId);
    }
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (others.length) {
      const [other] = others;
      const wide = Math.hypot(before.x - other.x, before.y - other.y);
      const wider = Math.hypot(now.x - other.x, now.y - other.y);
      if (wide > 0 && wider > 0) zoom(wide / wider);
    } else {
      const scale = unit();
      move((before.x - now.x) * scale, (before.y - now.y) * scale);
    }
    fingers.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    svg.addEventListener(name, (event) => {
      fingers.delete(/** @type {PointerEvent} */ (event).pointerId);
      keep();
    });
  }
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    const act = { nearer: () => zoom(1 / STEP), farther: () => zoom(STEP), all: everything };
    button.addEventListener("click", act[/** @type {"all"} */ (/** @type {HTMLElement} */ (button).dataset.zoom)]);
  }
  const buttons = /** @type {HTMLElement | null} */ (figure.querySelector("[data-buttons]"));
  if (buttons) buttons.hidden = false;
  addEventListener("resize", redraw);
  addEventListener("popstate", () => show(fromAddress() ?? all));
  show(view);
  return { redraw };
}

/** @param {DOMRect} box */
const numbers = (box) => ({ x: box.x, y: box.y, width: box.width, height: box.height });

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
