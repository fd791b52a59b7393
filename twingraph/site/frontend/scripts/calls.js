// How the query in the editor is asked from a shell and in Python.

/**
 * @param {string} query
 * @returns {string}
 */
export const shellLine = (query) => `twingraph sparql '${query.trim().replace(/'/g, "'\\''")}'`;

/**
 * @param {string} query
 * @returns {string}
 */
export function pythonLine(query) {
  const text = query.trim().replace(/\\/g, "\\\\").replace(/"""/g, '""\\"').replace(/"$/, '\\"');
  return `twingraph.KnowledgeGraph.open().sparql("""${text}""")`;
}
