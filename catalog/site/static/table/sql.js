// The page that runs SQL: loads DuckDB and the tables that a query names when it is asked to, and shows what comes.

const version = new URL(import.meta.url).search;
const { Engine, quote, rows } = await import(`./engine.js${version}`);
const { escape } = await import(`./filters.js${version}`);

const SHOWN = 500;
const LONGEST = 300;
const NUMERIC = /^(DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT|INTEGER|UINTEGER|DOUBLE|FLOAT)/;
// Statements that are no query by themselves and can stand as a table.
const TELLING = /^(DESCRIBE|SUMMARIZE|SHOW|PIVOT|UNPIVOT)\b/i;

const form = document.getElementById("sql");
const field = form.elements.q;
const words = JSON.parse(form.dataset.words);
const [run, stop, take] = form.querySelectorAll("button");
const output = form.querySelector("output");
const error = form.querySelector("pre.error");
const result = document.querySelector("section[aria-labelledby=result]");

let engine = null;
let known = null;
let taken = null;

const here = (path) => new URL(path, document.baseURI).href;
const megabytes = (size) => `${(size / 1e6).toFixed(1)} MB`;
const spaced = (number) => number.toLocaleString("en").replaceAll(",", "\u202f");

async function get(path) {
  const answer = await fetch(here(path));
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer;
}

async function started() {
  known ??= await (await get(form.dataset.tables)).json();
  if (engine) return engine;
  output.textContent = `${words.loading} DuckDB …`;
  engine = new Engine(here(form.dataset.worker));
  try {
    await engine.start(here(form.dataset.wasm));
  } catch (problem) {
    engine?.stop();
    engine = null;
    throw problem;
  }
  return engine;
}

// Tables that a query may mean: those named with their package, else the first package that has one of that name.
function named(query) {
  const text = query.replaceAll('"', "");
  const word = (name) => new RegExp(`(?<![\\w.-])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w.-])`, "i").test(text);
  const whole = known.tables.filter((t) => word(`${t.package}.${t.name}`));
  const names = new Set(whole.map((t) => t.name));
  for (const table of known.tables) {
    if (names.has(table.name) || !word(table.name)) continue;
    names.add(table.name);
    whole.push(table);
  }
  return whole;
}

async function query(sql) {
  const duck = await started();
  for (const table of named(sql)) {
    if (duck.held.has(`${table.package}.${table.name}`)) continue;
    output.textContent = `${words.loading} ${table.package}.${table.name} (${megabytes(table.size)}) …`;
    await duck.load(table, await (await get(form.dataset.root + table.path)).arrayBuffer(), known);
  }
  const schemas = [...new Set([...duck.held].map((name) => name.split(".")[0]))];
  // In the order of the catalogue, so that a bare name means the same whatever was loaded before.
  const order = [...new Set(known.tables.map((t) => t.package))].filter((schema) => schemas.includes(schema));
  await duck.run(`SET search_path = '${["main", ...order].map(quote).join(",")}'`);
  output.textContent = `${words.running} …`;
  await duck.check(sql);
  const types = [...rows(await duck.csv(`SELECT column_name, column_type FROM (DESCRIBE ${sql})`))].slice(1);
  const [head, ...body] = rows(await duck.csv(sql));
  types.forEach(([, type], i) => {
    if (type.startsWith("DECIMAL")) for (const row of body) row[i] = row[i]?.replace(/(\.[0-9]*?)0+$/, "$1").replace(/\.$/, "") ?? null;
  });
  return { head, types: types.map(([, type]) => type), body };
}

function show({ head, types, body }) {
  const table = result.querySelector("table");
  const numeric = types.map((type) => NUMERIC.test(type) && !type.endsWith("]"));
  const cell = (tag, text, i) => {
    const made = document.createElement(tag);
    made.textContent = text === null ? "" : text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
    if (numeric[i]) made.className = "n";
    if (tag === "th") made.scope = "col";
    return made;
  };
  table.tHead.rows[0].replaceChildren(...head.map((name, i) => cell("th", name, i)));
  const lines = body.slice(0, SHOWN).map((row) => {
    const line = document.createElement("tr");
    line.append(...row.map((text, i) => cell("td", text, i)));
    return line;
  });
  table.tBodies[0].replaceChildren(...lines);
  const rest = body.length > SHOWN ? ` (${words.first} ${SHOWN})` : "";
  result.querySelector(".count").textContent = `${spaced(body.length)} ${words.rows}${rest}`;
  result.hidden = false;
}

// What a source decides may run in a spreadsheet: texts are escaped as in a release, numbers stay.
function csv({ head, types, body }) {
  const isText = types.map((type) => !NUMERIC.test(type) || type.endsWith("]"));
  const cell = (text, i) => {
    const safe = text === null ? "" : isText[i] ? escape(text) : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const line = (row) => `${row.map(cell).join(",")}\n`;
  isText.push(true);
  return [`${head.map((name) => cell(name, types.length)).join(",")}\n`, ...body.map(line)];
}

async function go() {
  const typed = field.value.trim().replace(/;\s*$/, "");
  if (!typed || run.disabled) return;
  const sql = TELLING.test(typed) ? `SELECT * FROM (${typed})` : typed;
  history.replaceState(null, "", `${location.pathname}?${new URLSearchParams({ q: field.value })}`);
  run.disabled = true;
  stop.disabled = false;
  error.hidden = true;
  const from = performance.now();
  try {
    taken = null;
    result.hidden = take.disabled = true;
    taken = await query(sql);
    show(taken);
    output.textContent = `${spaced(taken.body.length)} ${words.rows}, ${((performance.now() - from) / 1000).toFixed(1)} s`;
    take.disabled = false;
  } catch (problem) {
    error.textContent = problem.message;
    output.textContent = problem.message === "stopped" ? words.stopped : words.failed;
    error.hidden = problem.message === "stopped";
  } finally {
    run.disabled = false;
    stop.disabled = true;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
});
stop.addEventListener("click", () => {
  engine?.stop();
  engine = null;
});
take.addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(csv(taken), { type: "text/csv" }));
  link.download = "result.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});

const given = new URLSearchParams(location.search).get("q");
if (given) field.value = given;
form.hidden = false;
