// Holds the graph and answers queries, apart from the page, which can end it at any time.
import load, { Store, namedNode } from "../vendor/oxigraph/web.js";
import { givesTriples } from "./text.js";

const LARGEST = 200_000_000;

/** @type {Store | null} */
let store = null;

addEventListener("message", async ({ data }) => {
  if (data.do === "start") await start(data);
  else if (data.do === "query") answer(data);
  else if (data.do === "pages") postMessage({ is: "pages", id: data.id, pages: data.iris.filter(hasPage) });
});

/** @param {{data: string, plain: number}} settings */
async function start(settings) {
  try {
    await load();
  } catch (error) {
    postMessage({ is: "failed", key: "is-no-engine", reason: reasonOf(error) });
    return;
  }
  try {
    const chunks = await fetched(settings.data);
    const loading = new Store();
    // One load for all chunks, since blank nodes of one file go by the same names.
    loading.load(told(chunks, settings.plain), { format: "nq", no_transaction: true, lenient: true });
    store = loading;
    postMessage({ is: "ready", size: store.size });
  } catch (error) {
    postMessage({ is: "failed", key: "is-no-data", reason: reasonOf(error) });
  }
}

/**
 * Fetches a gzipped file and unpacks it, and tells how much has come.
 * @param {string} address
 * @returns {Promise<Uint8Array[]>}
 */
async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  let count = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      count += chunk.length;
      postMessage({ is: "loading", count });
      controller.enqueue(chunk);
    },
  });
  const [first, rest] = await peeked(response.body.pipeThrough(counted));
  // A server may say that the file is gzipped content, so that the browser has unpacked it already.
  const packed = first[0] === 0x1f && first[1] === 0x8b;
  const plain = packed ? rest.pipeThrough(new DecompressionStream("gzip")) : rest;
  const chunks = [];
  const reader = plain.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  return chunks;
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {Promise<[Uint8Array, ReadableStream<any>]>} The beginning of a stream, and the whole of it.
 */
async function peeked(stream) {
  const reader = stream.getReader();
  const first = await reader.read();
  const whole = new ReadableStream({
    start(controller) {
      if (first.value) controller.enqueue(first.value);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return [first.value ?? new Uint8Array(), whole];
}

/**
 * @param {Uint8Array[]} chunks
 * @param {number} all
 */
function* told(chunks, all) {
  let count = 0;
  let last = 0;
  for (const chunk of chunks) {
    yield chunk;
    count += chunk.length;
    if (count - last > all / 50) {
      postMessage({ is: "reading", count });
      last = count;
    }
  }
}

/** @param {{id: number, text: string}} asked */
function answer({ id, text }) {
  const begun = performance.now();
  const triples = givesTriples(text);
  try {
    const content = /** @type {string} */ (store?.query(text, { results_format: triples ? "nt" : "json" }));
    const seconds = (performance.now() - begun) / 1000;
    if (content.length > LARGEST) postMessage({ is: "failed", id, key: "is-too-large", reason: "" });
    else postMessage({ is: "answer", id, triples, content, seconds });
  } catch (error) {
    const reason = reasonOf(error);
    postMessage({ is: "failed", id, key: /error at \d+:\d+/.test(reason) ? "is-broken" : "is-failed", reason });
  }
}

/** Whether the site has a page of a thing: whether anything is said of it.
 * @param {string} iri
 */
function hasPage(iri) {
  return store !== null && store.match(namedNode(iri), null, null, null).length > 0;
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));
