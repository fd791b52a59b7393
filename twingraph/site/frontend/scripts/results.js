// Answers as files: SPARQL 1.1 Query Results CSV and TSV, from the JSON that the engine gives.

/**
 * @typedef {{type: string, value: string, datatype?: string, "xml:lang"?: string}} Term
 * @typedef {{head: {vars: string[]}, results: {bindings: Record<string, Term>[]}}} Rows
 */

/** @param {Rows} rows */
export function toCsv({ head, results }) {
  const lines = [head.vars.join(","), ...results.bindings.map((row) => head.vars.map((name) => csvCell(row[name])).join(","))];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** @param {Term | undefined} term */
function csvCell(term) {
  if (!term) return "";
  const text = term.type === "bnode" ? `_:${term.value}` : term.value;
  return /[,"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Rows} rows */
export function toTsv({ head, results }) {
  const lines = [
    head.vars.map((name) => `?${name}`).join("\t"),
    ...results.bindings.map((row) => head.vars.map((name) => turtle(row[name])).join("\t")),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
/** @type {Record<string, RegExp>} Forms that Turtle writes bare, as the engine does. */
const BARE = {
  [`${XSD}boolean`]: /^(true|false)$/,
  [`${XSD}integer`]: /^[+-]?[0-9]+$/,
  [`${XSD}decimal`]: /^[+-]?[0-9]*\.[0-9]+$/,
  [`${XSD}double`]: /^[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+$/,
};
/** @type {Record<string, string>} */
const ESCAPES = { "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\" };

/** @param {Term | undefined} term */
function turtle(term) {
  if (!term) return "";
  if (term.type === "uri") return `<${term.value}>`;
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.datatype && BARE[term.datatype]?.test(term.value)) return term.value;
  const text = `"${term.value.replace(/[\t\n\r"\\]/g, (sign) => ESCAPES[sign])}"`;
  if (term["xml:lang"]) return `${text}@${term["xml:lang"]}`;
  return term.datatype ? `${text}^^<${term.datatype}>` : text;
}
