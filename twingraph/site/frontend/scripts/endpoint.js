// Asks a SPARQL endpoint, and tells what it says when it refuses.

const ROWS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/**
 * @param {string} endpoint
 * @param {string} query
 * @param {AbortSignal} signal
 * @param {string} lang
 * @returns {Promise<{triples: boolean, content: string} | {key: string, reason: string}>}
 */
export async function askServer(endpoint, query, signal, lang) {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { Accept: `${ROWS}, ${TRIPLES};q=0.9`, "Accept-Language": lang },
      body: new URLSearchParams({ query }),
      signal,
    });
    const content = await response.text();
    const media = response.headers.get("Content-Type") ?? "";
    if (!response.ok) {
      if (response.status === 503 && response.headers.has("Retry-After")) return { key: "is-busy", reason: "" };
      const reason = placed(reasonOf(content, media)) || `HTTP ${response.status}`;
      return { key: response.status === 400 ? "is-broken" : "is-refused", reason };
    }
    return { triples: media.startsWith(TRIPLES), content };
  } catch (error) {
    return { key: "is-refused", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What went wrong, its place told as the engine tells it.
 * @param {string} reason
 */
const placed = (reason) =>
  reason.replace(/^(?:line|строка) (\d+), (?:column|столбец) (\d+): [^:]*: /u, "error at $1:$2: ");

/** What went wrong, out of plain text or Problem Details.
 * @param {string} content
 * @param {string} media
 */
function reasonOf(content, media) {
  if (!media.includes("json")) return content.trim();
  try {
    const told = JSON.parse(content);
    return String(told.detail ?? told.title ?? "");
  } catch {
    return content.trim();
  }
}
