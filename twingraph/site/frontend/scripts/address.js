// What is chosen on a page stands in the query string of its address, so that it can be kept and sent.

/**
 * @param {string} name
 * @returns {string}
 */
export function inAddress(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

/**
 * Puts values into the address, without a step in the history; empty ones are taken out.
 * @param {Record<string, string>} values
 */
export function toAddress(values) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(null, "", address);
  // The same page in the other language shows the same.
  for (const link of document.querySelectorAll("a.language")) {
    /** @type {HTMLAnchorElement} */ (link).search = address.search;
  }
}
