// Colours the query in a layer behind the field, whose own letters are then transparent.

const WORDS =
  "BASE|PREFIX|SELECT|ASK|CONSTRUCT|DESCRIBE|DISTINCT|REDUCED|AS|FROM|NAMED|WHERE|ORDER|GROUP|BY|HAVING|ASC|DESC|LIMIT|OFFSET|" +
  "VALUES|UNDEF|OPTIONAL|GRAPH|SERVICE|SILENT|UNION|MINUS|BIND|FILTER|EXISTS|NOT|IN|TRUE|FALSE|A";
const FORMS = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    "(?<string>\"\"\"[^]*?(?:\"\"\"|$)|\'\'\'[^]*?(?:\'\'\'|$)|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|\'(?:[^\'\\\\\\n]|\\\\.)*\'?)",
    "(?<iri><[^<>\\s]*>)",
    "(?<variable>[?$][\\p{L}\\p{N}_]+)",
    "(?<name>[\\p{L}_][\\p{L}\\p{N}_.-]*:[\\p{L}\\p{N}_.:%-]*|:[\\p{L}\\p{N}_-]+)",
    `(?<word>\\b(?:${WORDS})\\b)`,
    "(?<number>\\b[0-9][0-9.]*\\b)",
  ].join("|"),
  "giu",
);
const LONGEST = 50_000;

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} layer
 * @returns {() => void} Paints anew, after the text was changed by a script.
 */
export function startPainting(area, layer) {
  const follow = () => {
    layer.scrollTop = area.scrollTop;
    layer.scrollLeft = area.scrollLeft;
  };
  const paint = () => {
    const text = area.value;
    const painted = text.length <= LONGEST;
    area.classList.toggle("painted", painted);
    layer.replaceChildren(...(painted ? parts(text) : []));
    follow();
  };
  area.addEventListener("input", paint);
  area.addEventListener("scroll", follow);
  paint();
  return paint;
}

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function parts(text) {
  const found = [];
  let last = 0;
  for (const match of text.matchAll(FORMS)) {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] ?? "";
    const part = document.createElement("span");
    part.className = `s-${kind}`;
    part.textContent = match[0];
    found.push(text.slice(last, match.index), part);
    last = match.index + match[0].length;
  }
  // A last line that is empty has height only if something stands in it.
  found.push(`${text.slice(last)}\n`);
  return found;
}
