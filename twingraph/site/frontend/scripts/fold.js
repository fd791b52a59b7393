// Folds a name as twingraph/names.py does: without case, accents, ё, punctuation.

/** @type {Record<string, string>} */
const STROKES = { ł: "l", đ: "d", ø: "o", ħ: "h", ŧ: "t", ı: "i", ß: "ss", ς: "σ" };

/**
 * @param {string} name
 * @returns {string}
 */
export function fold(name) {
  return name
    .toLowerCase()
    .replace(/[łđøħŧıßς]/g, (letter) => STROKES[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
