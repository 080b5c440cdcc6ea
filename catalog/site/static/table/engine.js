// DuckDB-WASM in a worker, spoken to in its own messages; no more of its package is needed than the worker and the WASM.
// Tables come in as CSV and results go out as CSV: this build has neither Parquet nor JSON without other hosts.

const RESULT = "result.csv";
// Values that a CSV must not lose: an empty text is quoted, an empty cell is not.
const FORM = "(FORMAT csv, HEADER true, FORCE_QUOTE *)";
const TYPES = { integer: "BIGINT", number: "DECIMAL(38, 10)", boolean: "BOOLEAN", datetime: "TIMESTAMP" };
const SETTINGS = ["autoinstall_known_extensions = false", "autoload_known_extensions = false", "preserve_insertion_order = true"];
const PASSING = new Set(["INSTANTIATE_PROGRESS", "PROGRESS_UPDATE", "LOG"]);

export const quote = (name) => `"${name.replaceAll('"', '""')}"`;

// A worker made of a text of this page keeps the page's policy: it can ask no other host, whatever a query says.
function spawn(script) {
  const source = `importScripts(${JSON.stringify(script)});`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  return worker;
}

export class Engine {
  constructor(script) {
    this.worker = spawn(script);
    this.waiting = new Map();
    this.last = 0;
    this.held = new Set();
    this.worker.onmessage = ({ data }) => this.answer(data);
    this.worker.onerror = (event) => this.fail(new Error(event.message || "the worker could not be started"));
  }

  answer({ requestId, type, data }) {
    const asked = this.waiting.get(requestId);
    if (!asked || PASSING.has(type)) return;
    this.waiting.delete(requestId);
    if (type === "ERROR") asked.reject(new Error(data.message ?? String(data)));
    else asked.resolve(data);
  }

  fail(error) {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  ask(type, data = null, transfer = []) {
    return new Promise((resolve, reject) => {
      const messageId = ++this.last;
      this.waiting.set(messageId, { resolve, reject });
      this.worker.postMessage({ messageId, type, data }, transfer);
    });
  }

  async start(wasm) {
    await this.ask("INSTANTIATE", [wasm, null]);
    await this.ask("OPEN", { path: ":memory:" });
    this.connection = await this.ask("CONNECT");
    for (const setting of SETTINGS) await this.run(`SET ${setting}`);
  }

  run(sql) {
    return this.ask("RUN_QUERY", [this.connection, sql]);
  }

  // Fails with words about the query itself, before it is put into another.
  async check(sql) {
    await this.ask("CLOSE_PREPARED", [this.connection, await this.ask("CREATE_PREPARED", [this.connection, sql])]);
  }

  // Gives a query's result as the text of a CSV.
  async csv(sql) {
    await this.run(`COPY (${sql}) TO '${RESULT}' ${FORM}`);
    const bytes = await this.ask("COPY_FILE_TO_BUFFER", RESULT);
    await this.ask("DROP_FILE", RESULT);
    return new TextDecoder().decode(bytes);
  }

  // Makes a table of a release out of its CSV; `description` is an entry of tables.json.
  async load({ package: schema, name, columns }, bytes, { cell, unescape }) {
    const file = `${schema}.${name}.csv`;
    await this.ask("REGISTER_FILE_BUFFER", [file, new Uint8Array(bytes)], [bytes]);
    const read = columns.map(([column, type, isFree]) => {
      const text = quote(column);
      const value = isFree ? unescape.replaceAll(cell, () => text) : type in TYPES ? `CAST(${text} AS ${TYPES[type]})` : text;
      return `${value} AS ${text}`;
    });
    const texts = columns.map(([column]) => `'${column.replaceAll("'", "''")}': 'VARCHAR'`).join(", ");
    const from = `read_csv('${file.replaceAll("'", "''")}', columns = {${texts}}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', max_line_size = 33554432)`;
    await this.run(`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`);
    await this.run(`CREATE TABLE ${quote(schema)}.${quote(name)} AS SELECT ${read.join(", ")} FROM ${from}`);
    await this.ask("DROP_FILE", file);
    this.held.add(`${schema}.${name}`);
  }

  stop() {
    this.worker.terminate();
    this.fail(new Error("stopped"));
  }
}

// Cuts a CSV of ours into rows of cells; a cell that is not quoted and empty is null.
export function* rows(text) {
  let at = 0;
  let row = [];
  while (at < text.length) {
    let value = null;
    if (text[at] === '"') {
      value = "";
      for (at += 1; ; at = at + 2) {
        const end = text.indexOf('"', at);
        value += text.slice(at, end);
        at = end;
        if (text[at + 1] !== '"') break;
        value += '"';
      }
      at += 1;
    } else {
      const end = text.slice(at).search(/[,\r\n]/);
      const next = end < 0 ? text.length : at + end;
      if (next > at) value = text.slice(at, next);
      at = next;
    }
    row.push(value);
    if (text[at] === ",") {
      at += 1;
      // A row that ends behind a comma has an empty cell more.
      if (at === text.length || text[at] === "\n") row.push(null);
      else continue;
    }
    if (text[at] === "\r") at += 1;
    at += 1;
    yield row;
    row = [];
  }
}
