// What can be told of the text of a SPARQL query without an engine; as twingraph/engine.py and queries/binding.py do.

// What holds no keyword: comments, strings and IRIs.
const PASSED_OVER = String.raw`#[^\n]*|"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|<[^<>"{}|^\x60\\\x00-\x20]*>`;
// Nor do variables and prefixed names.
const NAMES = String.raw`[?$][\p{L}\p{N}_]+|[\p{L}\p{N}_.-]*:(?:[\p{L}\p{N}_.:-]|%[0-9A-Fa-f]{2}|\\[^])*`;

/** Letters may be escaped anywhere in a query (SPARQL 1.1, section 19.2).
 * @param {string} query
 */
const unescaped = (query) =>
  query.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})/g, (_, short, long) =>
    String.fromCodePoint(Math.min(parseInt(short ?? long, 16), 0x10ffff)),
  );

/**
 * The keywords of a query among some, in order.
 * @param {string} query
 * @param {string} words
 * @returns {string[]}
 */
function keywords(query, words) {
  const found = unescaped(query).matchAll(new RegExp(`${PASSED_OVER}|${NAMES}|\\b(?<word>${words})\\b`, "giu"));
  return [...found].map((each) => each.groups?.word?.toUpperCase() ?? "").filter(Boolean);
}

/** Whether a query would call another computer.
 * @param {string} query
 */
export const asksElsewhere = (query) => keywords(query, "SERVICE").length > 0;

/** Whether the answer is triples and not rows.
 * @param {string} query
 */
export const givesTriples = (query) => ["CONSTRUCT", "DESCRIBE"].includes(keywords(query, "SELECT|ASK|CONSTRUCT|DESCRIBE")[0]);

/**
 * Declares the known prefixes that a query does not declare itself, before its first line, so that lines keep their numbers.
 * @param {string} query
 * @param {Record<string, string>} prefixes
 * @returns {{text: string, before: number}} The query, and how much longer its first line is.
 */
export function withPrefixes(query, prefixes) {
  const declared = new Set([...query.matchAll(/\bPREFIX\s+([\p{L}\p{N}_.-]*):/giu)].map((found) => found[1]));
  const before = Object.entries(prefixes)
    .filter(([name]) => !declared.has(name))
    .map(([name, space]) => `PREFIX ${name}: <${space}> `)
    .join("");
  return { text: before + query, before: before.length };
}

/**
 * Reads the place and the reason out of what the engine says of a query that is not valid.
 * @param {string} message
 * @param {number} before How much longer the first line was than the user's.
 * @returns {{line: number | null, column: number | null, reason: string}}
 */
export function placeOf(message, before) {
  const found = /error at (\d+):(\d+): ([^]*)/.exec(message);
  if (!found) return { line: null, column: null, reason: message };
  const line = Number(found[1]);
  const column = Number(found[2]) - (line === 1 ? before : 0);
  let reason = found[3];
  if (reason.startsWith("expected one of ")) {
    // Of the alternatives only signs and keywords say something to a reader.
    /** @type {string[]} */
    const words = reason.match(/"[^"\\]+"|(?<![{\w])[A-Z]{2,}\b(?!})|Prefix not found/g) ?? [];
    reason = words.includes("Prefix not found") ? "Prefix not found" : `expected one of ${[...new Set(words)].join(" ")}`;
  }
  return { line, column: Math.max(column, 1), reason: reason.replace(/\s+/g, " ").trim() };
}
