// What rows of a table are wanted, in what order: as it stands in the address, as a test of a cell, as SQL for DuckDB,
// and how a cell is written in a CSV. The three say the same; tests/catalog/site/test_site_rows.py holds them together.

// Whether a column offers a text to be chosen or typed goes by its values (see catalog/site/statistics.py); what an
// address may ask of it goes by its type, so that it holds when there are more values.
const ORDERED = ["from", "to", "is"];
const operators = ({ type, kind }) => (kind in { number: 1, date: 1 } ? ORDERED : type === "boolean" ? ["is"] : ["has", "is"]);

// As catalog/escape.py: a cell that a spreadsheet would run gets one apostrophe in front.
const STARTS = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const HARMLESS = /^'*([=+\-@\uff1d\uff0b\uff0d\uff20]|[+\-\uff0b\uff0d][0-9.,]+[%\uff05]?)$/;
const QUOTED = /[",\r\n]/;
const SURROGATES = 0xd800;

// Numbers in the foot of a file are binary floats here: a bound counts only where it is clearly passed.
const SLACK = 1e-9;

export function escape(text) {
  return STARTS.test(text) && !HARMLESS.test(text) ? `'${text}` : text;
}

// By code point, as DuckDB and the rows of a release go; JavaScript's own order goes by halves of signs beyond U+FFFF.
export function compareText(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    if (x >= SURROGATES && y >= SURROGATES) {
      const isHigh = (code) => code < 0xe000;
      if (isHigh(x) !== isHigh(y)) return isHigh(x) ? 1 : -1;
    }
    return x - y;
  }
  return a.length - b.length;
}

export function compare(a, b) {
  if (typeof a === "string") return compareText(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

// A decimal as typed, times ten to the scale; null for what is no number or has more digits than the column.
export function parseNumber(text, scale) {
  const match = /^([+-]?)([0-9]+)(?:\.([0-9]*))?$/.exec(text.replace(/[\s,\u202f\u00a0]/g, ""));
  if (!match) return null;
  const digits = (match[3] ?? "").replace(/0+$/, "");
  if (digits.length > scale) return null;
  const value = BigInt(match[2] + digits.padEnd(scale, "0"));
  return match[1] === "-" ? -value : value;
}

// A cell as the CSV has it, without its escape.
export function write(value, scale) {
  if (value === null) return "";
  if (typeof value !== "bigint" || !scale) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const rest = digits.slice(-scale).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}${rest && `.${rest}`}`;
}

export function csvCell(value, { scale, isFree }) {
  const text = isFree ? escape(write(value, scale)) : write(value, scale);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Reads `where=column:operator:value` (several) and `sort=column` or `sort=-column`; what fits no column is left out.
export function parse(search, fields) {
  const given = new URLSearchParams(search);
  const wheres = [];
  for (const text of given.getAll("where")) {
    const [, name, operator, value] = /^([^:]+):([a-z]+):(.*)$/s.exec(text) ?? [];
    const field = fields.find((f) => f.name === name);
    if (field && operators(field).includes(operator)) wheres.push({ name, operator, value });
  }
  const sort = given.get("sort") ?? "";
  const by = sort.replace(/^-/, "");
  const page = Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1);
  return { wheres, sort: fields.some((f) => f.name === by) ? { name: by, down: sort !== by } : null, page };
}

export function toSearch({ wheres, sort, page }) {
  const given = new URLSearchParams();
  for (const { name, operator, value } of wheres) given.append("where", `${name}:${operator}:${value}`);
  if (sort) given.set("sort", (sort.down ? "-" : "") + sort.name);
  if (page > 1) given.set("page", String(page));
  return given.size ? `?${given}` : "";
}

const quote = (name) => `"${name.replaceAll('"', '""')}"`;
const literal = (text) => `'${text.replaceAll("'", "''")}'`;

// Gives a condition as `test` of a cell, `may` (whether a row group with these bounds can hold such a cell) and `sql`;
// null for one that cannot be understood, such as a number with letters.
export function condition({ name, operator, value }, field, scale) {
  const column = field.type === "datetime" ? `strftime(${quote(name)}, '%Y-%m-%dT%H:%M:%SZ')` : quote(name);
  const always = () => true;
  if (operator === "is" && value === "")
    return { test: (cell) => cell === null, may: (b) => b.nulls !== 0, sql: `${quote(name)} IS NULL` };
  if (operator === "has") {
    const wanted = value.toLowerCase();
    return {
      test: (cell) => cell !== null && cell.toLowerCase().includes(wanted),
      may: (b) => b.nulls !== b.rows,
      sql: `contains(lower(${column}), lower(${literal(value)}))`,
    };
  }
  if (field.type === "boolean") {
    const wanted = value === "true";
    if (!wanted && value !== "false") return null;
    return { test: (cell) => cell === wanted, may: always, sql: `${column} = ${value}` };
  }
  return field.kind === "number" ? ofNumber(column, operator, value, scale) : ofText(column, operator, value, field);
}

function ofNumber(column, operator, value, scale) {
  const wanted = parseNumber(value, scale);
  if (wanted === null) return null;
  const near = Number(wanted) / 10 ** scale;
  const slack = Math.abs(near) * SLACK + SLACK;
  const sql = write(wanted, scale);
  if (operator === "from")
    return {
      test: (cell) => cell !== null && cell >= wanted,
      may: (b) => !b.known || Number(b.high) >= near - slack,
      sql: `${column} >= ${sql}`,
    };
  if (operator === "to")
    return {
      test: (cell) => cell !== null && cell <= wanted,
      may: (b) => !b.known || Number(b.low) <= near + slack,
      sql: `${column} <= ${sql}`,
    };
  return {
    test: (cell) => cell === wanted,
    may: (b) => !b.known || (Number(b.low) <= near + slack && Number(b.high) >= near - slack),
    sql: `${column} = ${sql}`,
  };
}

function ofText(column, operator, value, field) {
  // Bounds of points in time stand there as numbers.
  const within = (test) => (b) => field.type === "datetime" || !b.known || test(b);
  if (operator === "is")
    return {
      test: (cell) => cell === value,
      may: within((b) => compareText(b.low, value) <= 0 && compareText(b.high, value) >= 0),
      sql: `${column} = ${literal(value)}`,
    };
  if (operator === "from")
    return {
      test: (cell) => cell !== null && compareText(cell, value) >= 0,
      may: within((b) => compareText(b.high, value) >= 0),
      sql: `${column} >= ${literal(value)}`,
    };
  // To 2025 means to its end: what is finer than the bound is cut to it.
  const cut = (text) => text.slice(0, value.length);
  return {
    test: (cell) => cell !== null && compareText(cut(cell), value) <= 0,
    may: within((b) => compareText(cut(b.low), value) <= 0),
    sql: `left(${column}, ${value.length}) <= ${literal(value)}`,
  };
}

// Where DuckDB finds the rows in the order of the release: in the file, or in a table that was loaded from it.
export const inFile = (url) => ({
  select: "* EXCLUDE (file_row_number)",
  from: `read_parquet(${literal(url)}, file_row_number = true)`,
  place: "file_row_number",
});
export const inTable = (schema, name) => ({ select: "*", from: `${quote(schema)}.${quote(name)}`, place: "rowid" });

// The same rows in the same order for DuckDB.
export function sqlOf({ select, from, place }, conditions, sort) {
  const where = conditions.length ? `\nWHERE ${conditions.map((c) => c.sql).join("\n  AND ")}` : "";
  const by = sort ? `${quote(sort.name)}${sort.down ? " DESC" : ""} NULLS LAST, ` : "";
  return `SELECT ${select}\nFROM ${from}${where}\nORDER BY ${by}${place};`;
}
