// Finds the rows of a Parquet table that are wanted, and reads or writes them: row group by row group, a few at a time,
// without those whose bounds say that they hold none.

// All modules of this folder are of one build, as the address says: see hashes in catalog/site/assets.py.
const { compare, csvCell } = await import(`./filters.js${new URL(import.meta.url).search}`);

// Requests that are under way at once.
const AT_ONCE = 4;
// Row groups with all their columns that stay in memory for the next page.
const KEPT = 4;

// Lines of a CSV that are joined into one part of the file.
const LINES = 10_000;

// Runs a job for each item, a few at a time, until `isStale` says that nobody waits any more.
async function each(items, isStale, job) {
  let next = 0;
  const worker = async () => {
    while (next < items.length && !isStale()) await job(items[next++]);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

// Gives the numbers of the rows that meet all conditions (each with `name`, `test`, `may`), in the wanted order.
export async function find(table, conditions, sort, { isStale = () => false, onGroup = () => {} } = {}) {
  const names = [...new Set([...conditions.map((c) => c.name), ...(sort ? [sort.name] : [])])];
  const may = (group) => conditions.every((c) => c.may(group.statistics.get(c.name)));
  const wanted = [...table.groups.keys()].filter((i) => may(table.groups[i]));
  const found = [];
  let done = 0;
  await each(wanted, isStale, async (i) => {
    const columns = await table.read(i, names);
    const { start, end } = table.groups[i];
    const rows = [];
    for (let at = 0; at < end - start; at++) if (conditions.every((c) => c.test(columns[c.name][at]))) rows.push(at);
    found.push({ start, rows, keys: sort && rows.map((at) => columns[sort.name][at]) });
    onGroup(++done, wanted.length);
  });
  found.sort((a, b) => a.start - b.start);
  const rows = found.flatMap((part) => part.rows.map((at) => part.start + at));
  return sort ? ordered(rows, found.flatMap((part) => part.keys), sort.down) : rows;
}

// Empty cells last either way; equal ones in the order of the file.
function ordered(rows, keys, down) {
  const places = rows.map((_, i) => i);
  const sign = down ? -1 : 1;
  places.sort((a, b) => {
    const [x, y] = [keys[a], keys[b]];
    if (x === null || y === null) return (x === null) - (y === null) || a - b;
    return sign * compare(x, y) || a - b;
  });
  return places.map((place) => rows[place]);
}

const groupOf = (table, row) => table.groups.findIndex((group) => row < group.end);

const kept = new Map();

async function whole(table, index) {
  const read = kept.get(index) ?? (await table.read(index, [...table.columns.keys()]));
  kept.delete(index);
  kept.set(index, read);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return read;
}

// Gives rows by their numbers, each as an array of cells in the table's order.
export async function pick(table, rows, isStale) {
  const picked = new Array(rows.length);
  const places = Map.groupBy(rows.keys(), (place) => groupOf(table, rows[place]));
  await each([...places.keys()], isStale, async (index) => {
    const columns = Object.values(await whole(table, index));
    for (const place of places.get(index)) {
      picked[place] = columns.map((column) => column[rows[place] - table.groups[index].start]);
    }
  });
  return picked;
}

// Gives rows by their numbers (null: all) as the parts of a CSV, each row as the CSV of the release has it.
export async function csv(table, rows, fields, { isStale, onGroup }) {
  const shapes = fields.map((field) => ({ scale: table.columns.get(field.name).scale, isFree: field.isFree }));
  const names = fields.map((field) => field.name);
  const places = rows && Map.groupBy(rows.keys(), (place) => groupOf(table, rows[place]));
  const wanted = rows ? [...places.keys()] : [...table.groups.keys()];
  const lines = new Array(rows ? rows.length : table.rows);
  let done = 0;
  await each(wanted, isStale, async (index) => {
    const read = await table.read(index, names);
    const columns = names.map((name) => read[name]);
    const { start, end } = table.groups[index];
    const line = (at) => `${columns.map((column, i) => csvCell(column[at], shapes[i])).join(",")}\n`;
    if (rows) for (const place of places.get(index)) lines[place] = line(rows[place] - start);
    else for (let at = 0; at < end - start; at++) lines[start + at] = line(at);
    onGroup(++done, wanted.length);
  });
  const parts = [`${names.map((name) => csvCell(name, { isFree: false })).join(",")}\n`];
  for (let at = 0; at < lines.length; at += LINES) parts.push(lines.slice(at, at + LINES).join(""));
  return parts;
}
