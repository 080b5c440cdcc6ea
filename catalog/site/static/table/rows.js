// Pages through all rows of a table, filters and sorts them, and keeps what was chosen in the address. Without this file
// the first rows stand there; it reads nothing of the data until somebody asks.

const version = new URL(import.meta.url).search;
const PAGE = 25;
const WAIT = 300;
const LONGEST = 160;

const form = document.querySelector("form.rows");
const { root, parquet, size, csv: csvPath, name: fileName } = form.dataset;
const fields = JSON.parse(form.dataset.fields);
const words = JSON.parse(form.dataset.words);
const table = document.querySelector("table.preview");
const heads = [...table.tHead.rows[0].cells];
const output = form.querySelector("output");
const adding = form.querySelector("select.add");
const wheres = form.querySelector(".wheres");
const pager = document.querySelector("nav.rows");
const loaded = document.querySelector("p.loaded");
const shownOf = document.querySelector("#preview .count");
const sql = document.querySelector("details.as-sql");
const url = new URL(parquet, document.baseURI).href;

let state = { wheres: [], sort: null, page: 1 };
let found = { key: "", rows: null };
let turn = 0;
let tools = null;
let opened = null;

const load = () => (tools ??= Promise.all(["filters", "parquet", "scan"].map((part) => import(`./${part}.js${version}`))));
// As GB/T 15835 does, and catalog/site/words.py.
const grouped = (number) => number.toLocaleString("en").replaceAll(",", "\u202f");
const field = (name) => fields.find((f) => f.name === name);

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Controls ---------------------------------------------------------------------------------------------------------------

function input(operator, label, value, isNumber) {
  const control = element("input", { type: operator === "has" ? "search" : "text", value, autocomplete: "off" });
  if (isNumber) control.inputMode = "decimal";
  control.dataset.operator = operator;
  return element("label", {}, element("span", { textContent: label }), control);
}

function choice(of, value) {
  const control = element("select");
  control.dataset.operator = "is";
  control.append(element("option", { value: "", textContent: words.all }));
  if (of.empty) control.append(element("option", { value: "=", textContent: `${words.empty} (${of.empty})` }));
  const known = of.choices.some(([v]) => v === value) || value === undefined || value === "";
  for (const [v, count, said] of [...of.choices, ...(known ? [] : [[value, 0, ""]])])
    control.append(element("option", { value: `=${v}`, textContent: `${v} ${said && `${said} `}(${count})` }));
  control.value = value === undefined ? "" : `=${value}`;
  return element("label", {}, element("span", { className: "visually-hidden", textContent: of.title }), control);
}

// One column's filter: what it offers goes by the kind of the column.
function where(of, given) {
  const box = element("fieldset", { className: "where" }, element("legend", { textContent: of.title }));
  box.dataset.name = of.name;
  if (of.kind === "choice" && given.has === undefined) box.append(choice(of, given.is));
  else {
    const offered = of.kind in { number: 1, date: 1 } ? ["from", "to"] : ["has"];
    if (given.is) offered.push("is");
    for (const operator of offered) box.append(input(operator, words[operator], given[operator] ?? "", of.kind === "number"));
    const empty = element("input", { type: "checkbox", checked: given.is === "" });
    if (of.empty) box.append(element("label", { className: "check" }, empty, element("span", { textContent: words.empty })));
  }
  const gone = element("button", { type: "button", className: "gone", textContent: "×", ariaLabel: `${words.remove} ${of.title}` });
  gone.addEventListener("click", () => {
    box.remove();
    adding.focus();
    changed();
  });
  box.append(gone);
  return box;
}

function draw() {
  const given = new Map();
  for (const { name, operator, value } of state.wheres) given.set(name, { ...given.get(name), [operator]: value });
  wheres.replaceChildren(...[...given].map(([name, chosen]) => where(field(name), chosen)));
}

function read() {
  return [...wheres.children].flatMap((box) => {
    const { name } = box.dataset;
    if (box.querySelector("input[type=checkbox]:checked")) return [{ name, operator: "is", value: "" }];
    const controls = [...box.querySelectorAll("[data-operator]")].filter((control) => control.value.trim());
    return controls.map((control) => {
      const value = control.tagName === "SELECT" ? control.value.slice(1) : control.value.trim();
      return { name, operator: control.dataset.operator, value };
    });
  });
}

// Rows -------------------------------------------------------------------------------------------------------------------

function bytes(count) {
  return count < 1e6 ? `${Math.ceil(count / 1e3)} KB` : `${(count / 1e6).toFixed(1)} MB`;
}

async function prepared() {
  const [filters, { open }, scan] = await load();
  const data = await (opened ??= open(url, Number(size)).catch((error) => {
    opened = null;
    throw error;
  }));
  const understood = [];
  for (const wanted of state.wheres) {
    const made = filters.condition(wanted, field(wanted.name), data.columns.get(wanted.name).scale);
    const box = [...wheres.children].find((b) => b.dataset.name === wanted.name);
    box?.querySelector(`[data-operator=${wanted.operator}]`)?.setAttribute("aria-invalid", String(made === null));
    if (made) understood.push({ ...made, name: wanted.name });
  }
  return { filters, scan, data, understood };
}

const isPlain = (conditions) => !conditions.length && !state.sort;

async function matching({ scan, data, understood }, mine) {
  if (isPlain(understood)) return null;
  const key = JSON.stringify([state.wheres, state.sort]);
  if (found.key !== key) {
    const onGroup = (done, all) => mine === turn && all > 1 && (output.textContent = `${words.reading} ${done} / ${all}`);
    const rows = await scan.find(data, understood, state.sort, { isStale: () => mine !== turn, onGroup });
    if (mine === turn) found = { key, rows };
    return rows;
  }
  return found.rows;
}

async function show() {
  const mine = ++turn;
  form.setAttribute("aria-busy", "true");
  try {
    const ready = await prepared();
    const rows = await matching(ready, mine);
    if (mine !== turn) return;
    const total = rows ? rows.length : ready.data.rows;
    const pages = Math.max(1, Math.ceil(total / PAGE));
    state.page = Math.min(state.page, pages);
    const from = (state.page - 1) * PAGE;
    const length = Math.min(PAGE, total - from);
    const shown = rows ? rows.slice(from, from + length) : Array.from({ length }, (_, i) => from + i);
    const cells = await ready.scan.pick(ready.data, shown, () => mine !== turn);
    if (mine !== turn) return;
    fill(cells, ready);
    output.textContent = `${grouped(total)} / ${grouped(ready.data.rows)}`;
    shownOf.textContent = `${length ? `${grouped(from + 1)}–${grouped(from + length)}` : 0} / ${grouped(total)}`;
    turnPages(pages);
    tell(ready);
  } catch (error) {
    if (mine === turn) output.textContent = `${words.failed}: ${error.message}`;
  } finally {
    if (mine === turn) form.removeAttribute("aria-busy");
  }
}

function fill(rows, { filters, data }) {
  const scales = fields.map((f) => data.columns.get(f.name).scale);
  const clip = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
  const cell = (value, i) => {
    const text = filters.write(value, scales[i]);
    const href = `${root}id/${encodeURIComponent(text)}/index.html`;
    const shown = text && fields[i].hasPages ? element("a", { href, textContent: text }) : clip(text);
    return element("td", { className: heads[i].className }, shown);
  };
  table.tBodies[0].replaceChildren(...rows.map((row) => element("tr", {}, ...row.map(cell))));
}

function turnPages(pages) {
  pager.hidden = pages < 2;
  const [first, before, place, after, last] = pager.children;
  place.textContent = `${grouped(state.page)} / ${grouped(pages)}`;
  first.disabled = before.disabled = state.page === 1;
  after.disabled = last.disabled = state.page === pages;
  [first, before, after, last].forEach((button, i) => {
    button.onclick = () => go([1, state.page - 1, state.page + 1, pages][i]);
  });
}

function tell({ filters, data, understood }) {
  const { bytes: read, requests } = data.remote;
  loaded.hidden = false;
  loaded.dataset.bytes = read;
  loaded.dataset.requests = requests;
  loaded.textContent = `${words.loaded} ${bytes(read)} / ${bytes(Number(size))} (${requests} ${words.requests})`;
  sql.hidden = false;
  sql.querySelector("code").textContent = filters.sqlOf(filters.inFile(url), understood, state.sort);
  const run = sql.querySelector("a");
  if (run) {
    const query = filters.sqlOf(filters.inTable(run.dataset.package, run.dataset.table), understood, state.sort);
    run.search = `?${new URLSearchParams({ q: query })}`;
  }
  for (const head of heads) head.removeAttribute("aria-sort");
  const sorted = state.sort && heads[fields.findIndex((f) => f.name === state.sort.name)];
  sorted?.setAttribute("aria-sort", state.sort.down ? "descending" : "ascending");
}

async function go(page) {
  state.page = page;
  await put();
  await show();
}

async function put() {
  const [filters] = await load();
  history.replaceState(null, "", `${location.pathname}${filters.toSearch(state)}${location.hash}`);
}

let waiting = 0;
function changed() {
  state = { ...state, wheres: read(), page: 1 };
  clearTimeout(waiting);
  waiting = setTimeout(() => put().then(show), WAIT);
}

// Download ---------------------------------------------------------------------------------------------------------------

async function take(button) {
  button.disabled = true;
  try {
    const ready = await prepared();
    const mine = turn;
    const rows = await matching(ready, mine);
    const isStale = () => mine !== turn;
    const onGroup = (done, all) => !isStale() && (output.textContent = `${words.reading} ${done} / ${all}`);
    // Nothing is filtered: the release's own file is the same.
    const parts = rows && (await ready.scan.csv(ready.data, rows, fields, { isStale, onGroup }));
    if (isStale()) return;
    const href = parts ? URL.createObjectURL(new Blob(parts, { type: "text/csv" })) : csvPath;
    element("a", { href, download: `${fileName}${parts ? "-filtered" : ""}.csv` }).click();
    if (parts) {
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
      output.textContent = `${grouped(rows.length)} / ${grouped(ready.data.rows)}`;
    }
  } catch (error) {
    output.textContent = `${words.failed}: ${error.message}`;
  } finally {
    button.disabled = false;
  }
}

// Beginning --------------------------------------------------------------------------------------------------------------

heads.forEach((head, i) => {
  const button = element("button", { type: "button", className: "sort" }, ...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const { name } = fields[i];
    const order = { "": false, ascending: true, descending: null }[head.getAttribute("aria-sort") ?? ""];
    state.sort = order === null ? null : { name, down: order };
    go(1);
  });
});

adding.append(...fields.map((f) => element("option", { value: f.name, textContent: `${f.title} ${f.name}` })));
adding.addEventListener("change", () => {
  const of = field(adding.value);
  adding.value = "";
  if (!of) return;
  const there = [...wheres.children].find((box) => box.dataset.name === of.name);
  if (!there) wheres.append(where(of, {}));
  (there ?? wheres.lastElementChild).querySelector("select, input").focus();
});
wheres.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("button.take").addEventListener("click", (event) => take(event.currentTarget));
form.hidden = false;
turnPages(Math.max(1, Math.ceil(Number(form.dataset.rows) / PAGE)));
output.textContent = "";

if (/[?&](where|sort|page)=/.test(location.search)) {
  const [filters] = await load();
  state = filters.parse(location.search, fields);
  draw();
  await show();
}
