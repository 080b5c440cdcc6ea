// Searches the static index beside the search page; `catalog/site/search.py` writes it and says how it is laid out.
"use strict";

(() => {
  const LIMIT = 100;
  const input = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const kinds = JSON.parse(results.dataset.kinds);
  const files = new Map();

  const load = (name) => {
    if (!files.has(name)) {
      files.set(name, fetch(name).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      }));
    }
    return files.get(name);
  };

  const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const grams = (text) => new Set(normal(text).split(" ").filter(Boolean).flatMap((word) => {
    const chars = [...word];
    return chars.length > 1 ? chars.slice(1).map((char, i) => chars[i] + char) : [word];
  }));

  const shard = (gram, shards) =>
    [...gram].reduce((value, char) => (value * 31 + char.codePointAt(0)) % 65521, 0) % shards;

  const postings = async (gram, shards) => {
    let number = 0;
    const steps = (await load(`grams-${shard(gram, shards)}.json`))[gram] ?? [];
    return steps.map((step) => (number += step));
  };

  const search = async (query) => {
    const { per_file: perFile, shards } = await load("shards.json");
    const lists = await Promise.all([...grams(query)].map((gram) => postings(gram, shards)));
    if (!lists.length) return { total: 0, entries: [] };
    lists.sort((a, b) => a.length - b.length);
    let numbers = lists[0];
    for (const list of lists.slice(1)) {
      const other = new Set(list);
      numbers = numbers.filter((number) => other.has(number));
    }
    const entries = await Promise.all(numbers.slice(0, 10 * LIMIT).map(async (number) =>
      (await load(`entries-${Math.floor(number / perFile)}.json`))[number % perFile]));
    // All pairs occur; the words as they were typed count for more than their pairs apart.
    const words = normal(query).split(" ");
    const whole = ([, text, note]) => words.every((word) => normal(`${text} ${note}`).includes(word));
    const exact = entries.filter(whole);
    return { total: numbers.length, entries: [...exact, ...entries.filter((e) => !whole(e))].slice(0, LIMIT) };
  };

  const item = ([kind, text, note, path]) => {
    const li = document.createElement("li");
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = kinds[kind] ?? kind;
    const link = document.createElement("a");
    link.href = `../${path}`;
    link.textContent = text;
    const sub = document.createElement("span");
    sub.className = "sub";
    sub.textContent = note;
    li.append(badge, " ", link, sub);
    return li;
  };

  let latest = 0;
  const run = async () => {
    const query = input.value.trim();
    const turn = ++latest;
    try {
      const { total, entries } = query ? await search(query) : { total: 0, entries: [] };
      if (turn !== latest) return;
      results.replaceChildren(...entries.map(item));
      found.textContent = !query ? "" : total ? `${total} ${found.dataset.some}` : found.dataset.none;
    } catch {
      if (turn === latest) found.textContent = found.dataset.failed;
    }
  };

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", run);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?${new URLSearchParams({ q: input.value })}`);
    run();
  });
  run();
})();
