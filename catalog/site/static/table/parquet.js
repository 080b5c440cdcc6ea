// Reads a released Parquet file over HTTP, only the bytes that are asked for: its foot, then columns of row groups.
// Values come exact: text, true and false, whole numbers and decimals as BigInt (decimals times ten to their scale),
// points in time as they stand in the CSV; an empty cell is null.

import { parquetMetadata, parquetRead } from "./vendor/hyparquet-1.33.0.js";

// A file up to here is read whole; of a larger one the tail, which most feet fit into.
const WHOLE = 512 * 1024;
const TAIL = 128 * 1024;
const MAGIC = 8;
const MICROS = 1_000_000n;

// The file as hyparquet wants it, counting what was asked for.
class Remote {
  constructor(url, size) {
    this.url = url;
    this.byteLength = size;
    this.bytes = 0;
    this.requests = 0;
    this.held = null;
  }

  // Bytes that are read again and again: the tail, or all of a file whose server knows no ranges.
  holds(start, end) {
    return this.held && start >= this.held.start && end <= this.held.start + this.held.buffer.byteLength;
  }

  async slice(start, end = this.byteLength) {
    if (this.holds(start, end)) return this.held.buffer.slice(start - this.held.start, end - this.held.start);
    const answer = await fetch(this.url, { headers: { Range: `bytes=${start}-${end - 1}` } });
    if (!answer.ok) throw new Error(`${answer.status} ${this.url}`);
    const buffer = await answer.arrayBuffer();
    this.requests += 1;
    this.bytes += buffer.byteLength;
    if (answer.status === 206) {
      if (buffer.byteLength !== end - start) throw new Error(`bytes ${start}-${end - 1} came short`);
      return buffer;
    }
    if (buffer.byteLength !== this.byteLength) throw new Error(`${this.url} is not the file of this release`);
    this.held = { start: 0, buffer };
    return buffer.slice(start, end);
  }
}

function decimal(bytes) {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

// As the CSV has it: whole seconds without a fraction.
function time(micros) {
  const whole = new Date(Number(micros / 1000n)).toISOString().slice(0, 19);
  const rest = ((micros % MICROS) + MICROS) % MICROS;
  return `${whole}${rest ? `.${String(rest).padStart(6, "0").replace(/0+$/, "")}` : ""}Z`;
}

const PARSERS = { timestampFromMicroseconds: time };

// What a row group's foot says of a column: bounds where both are known, how many cells are empty.
function bounds(statistics, rows) {
  const low = statistics?.min_value;
  const high = statistics?.max_value;
  const known = low !== undefined && high !== undefined && low !== null && high !== null;
  const nulls = statistics?.null_count === undefined ? undefined : Number(statistics.null_count);
  return { low, high, known, nulls, rows };
}

export class Table {
  constructor(remote, metadata) {
    this.remote = remote;
    this.metadata = metadata;
    this.rows = Number(metadata.num_rows);
    this.columns = new Map();
    for (const element of metadata.schema.slice(1)) {
      const isDecimal = element.converted_type === "DECIMAL";
      this.columns.set(element.name, { isDecimal, scale: isDecimal ? (element.scale ?? 0) : 0 });
      // hyparquet would make a binary float of it.
      if (isDecimal) element.converted_type = element.logical_type = undefined;
    }
    let start = 0;
    this.groups = metadata.row_groups.map((group) => {
      const rows = Number(group.num_rows);
      const statistics = new Map(
        group.columns.map((c) => [c.meta_data.path_in_schema[0], bounds(c.meta_data.statistics, rows)]),
      );
      start += rows;
      return { start: start - rows, end: start, statistics };
    });
  }

  // Gives columns of a row group as arrays by name.
  async read(index, names) {
    const group = this.groups[index];
    const chunks = new Map(names.map((name) => [name, []]));
    await parquetRead({
      file: this.remote,
      metadata: this.metadata,
      columns: names,
      rowStart: group.start,
      rowEnd: group.end,
      parsers: PARSERS,
      onChunk: ({ columnName, columnData, rowStart }) => chunks.get(columnName)?.push([rowStart, columnData]),
    });
    const read = {};
    for (const [name, parts] of chunks) {
      parts.sort((a, b) => a[0] - b[0]);
      const values = [];
      for (const [, data] of parts) for (const value of data) values.push(value ?? null);
      if (values.length !== group.end - group.start) throw new Error(`${name}: ${values.length} values`);
      read[name] = this.columns.get(name).isDecimal ? decimals(values) : values;
    }
    return read;
  }
}

function decimals(values) {
  // Equal values of a dictionary are one array of bytes.
  const known = new Map();
  return values.map((bytes) => {
    if (bytes === null) return null;
    if (!known.has(bytes)) known.set(bytes, decimal(bytes));
    return known.get(bytes);
  });
}

// Opens a file of known size with one or two requests.
export async function open(url, size) {
  const remote = new Remote(url, size);
  const start = size <= WHOLE ? 0 : size - TAIL;
  const tail = await remote.slice(start, size);
  remote.held ??= { start, buffer: tail };
  const length = new DataView(tail).getUint32(tail.byteLength - MAGIC, true) + MAGIC;
  const foot = await (length <= tail.byteLength ? tail : remote.slice(size - length, size));
  return new Table(remote, parquetMetadata(foot, { parsers: PARSERS, geoparquet: false }));
}
