// Searches the static index beside the search page. `catalog/site/search.py` writes it and says how it is laid out;
// `catalog/site/tokens.py` cuts texts as `tokens` cuts a query here.
"use strict";

(() => {
  const SHOWN = 20;
  const input = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const facets = document.getElementById("facets");
  const more = document.getElementById("more");
  const missed = document.getElementById("missed");
  const labels = JSON.parse(results.dataset.kinds);
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

  // Cutting a query -------------------------------------------------------------------------------------------------

  const HAN = "〇\\u3400-\\u9fff\\uf900-\\ufaff";
  const PIECES = new RegExp(
    "(?<word>[a-z0-9]*[a-z][a-z0-9]*)" +
    "|(?<number>\\d{1,3}(?:[ ,]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?:\\s*(?<times>万亿|[十百千]?[万亿]))?" +
    `|(?<han>[${HAN}]+)`, "g");
  const WRITTEN = /[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]*[十百千万亿](?![瓦米克升伏])/g;
  const TIMES = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };
  const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

  const fold = (text) =>
    text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");

  // Moves the point of a decimal in its print, for numbers are longer than a float is exact.
  const number = (digits, times = "") => {
    const power = [...times].reduce((sum, sign) => sum + TIMES[sign], 0);
    const [whole, part = ""] = digits.replace(/[ ,]/g, "").split(".");
    const moved = part.padEnd(power, "0");
    const left = (whole + moved.slice(0, power)).replace(/^0+(?=\d)/, "");
    const right = moved.slice(power).replace(/0+$/, "");
    return `#${left}${right ? `.${right}` : ""}`;
  };

  const value = (written) => {
    let [total, part, digit] = [0, 0, 0];
    for (const sign of written) {
      if (sign in DIGITS) {
        digit = DIGITS[sign];
      } else if ("十百千".includes(sign)) {
        part += (digit || 1) * 10 ** TIMES[sign];
        digit = 0;
      } else {
        const power = 10 ** TIMES[sign];
        const below = part + digit;
        total = total && power > 1e4 ? (total + below) * power : total + (below || 1) * power;
        part = digit = 0;
      }
    }
    return total + part + digit;
  };

  const stem = (word) => (word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word);

  // Gives the tokens of a query, each as the ways to find it, the best first; words may be English or pinyin.
  const tokens = (text, numerals = false) => {
    const out = [];
    let afterNumber = -1;
    for (const piece of text.matchAll(PIECES)) {
      const { word, number: digits, times, han } = piece.groups;
      if (word) {
        const whole = stem(word);
        out.push([whole, ...[5, 3].filter((n) => whole.length >= n).map((n) => `${whole.slice(0, n)}~`)]);
      } else if (digits) {
        out.push([number(digits, times)]);
        afterNumber = piece.index + piece[0].length;
      } else {
        // A numeral in Chinese signs is looked for at its value, in another try as it is written.
        const runs = numerals ? han.split(WRITTEN) : [han];
        if (numerals) for (const [written] of han.matchAll(WRITTEN)) out.push([`#${value(written)}`]);
        if (han.length === 1 && piece.index !== afterNumber) out.push([han]);
        for (const run of runs) for (let i = 1; i < run.length; i++) out.push([run.slice(i - 1, i + 1)]);
      }
    }
    return out;
  };

  const SYLLABLE = new RegExp(
    "^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|" +
    "in|iu|ou|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v)$");

  const syllables = (word) => {
    if (!word) return [];
    for (let n = Math.min(6, word.length); n > 0; n--) {
      if (!SYLLABLE.test(word.slice(0, n))) continue;
      const rest = syllables(word.slice(n));
      if (rest) return [word.slice(0, n), ...rest];
    }
    return null;
  };

  // Gives a query of Latin letters as pairs of syllables, nothing where it cannot be pinyin.
  const sounds = (text) => {
    const out = [];
    let run = [];
    const end = () => {
      for (let i = 1; i < run.length; i++) out.push([`@${run[i - 1]}${run[i]}`]);
      run = [];
    };
    for (const piece of text.matchAll(PIECES)) {
      const { word, number: digits, times } = piece.groups;
      const parts = word && /^[a-z]+$/.test(word) ? syllables(word) : null;
      if (word && !parts) return [];
      if (parts?.length > 1) {
        // Words that are whole by themselves need not be neighbours in a name.
        end();
        run.push(...parts);
        end();
      } else if (parts) run.push(...parts);
      else {
        end();
        out.push(...(digits ? [[number(digits, times)]] : tokens(piece[0])));
      }
    }
    end();
    return out.some(([token]) => token.startsWith("@")) ? out : [];
  };

  // Looking up ------------------------------------------------------------------------------------------------------

  const shard = (token, shards) =>
    [...token].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 65521, 0) % shards;

  const postings = async (ways, shards) => {
    for (const token of ways) {
      const steps = (await load(`tokens-${shard(token, shards)}.json`))[token];
      if (steps) {
        let at = 0;
        return { token, numbers: steps.map((step) => (at += step)) };
      }
    }
    return { token: ways[0], numbers: [] };
  };

  const kindAt = (entry, kinds) => {
    let at = kinds.length - 1;
    while (at > 0 && kinds[at][1] > entry) at--;
    return at;
  };

  // Gives the numbers of entries by how much of the query they hold, rare tokens counting for more. Of a token that is
  // everywhere only the first entries of a kind are in the index: a later one may hold it, which `doubts` says.
  const look = async (parts, head) => {
    const unique = [...new Map(parts.map((ways) => [ways[0], ways])).values()];
    const lists = await Promise.all(unique.map((ways) => postings(ways, head.shards)));
    const scores = new Map();
    let all = 0;
    for (const list of lists) {
      list.weight = Math.log(2 + head.entries / (1 + list.numbers.length));
      all += list.weight;
      // The beginning of a word is not the word.
      if (list.token.endsWith("~")) list.weight *= 0.8;
      list.counts = head.kinds.map(() => 0);
      list.last = head.kinds.map(() => -1);
      for (const entry of list.numbers) {
        scores.set(entry, (scores.get(entry) ?? 0) + list.weight);
        const at = kindAt(entry, head.kinds);
        list.counts[at]++;
        list.last[at] = entry;
      }
    }
    const capped = lists.filter(({ counts }) => counts.some((count) => count >= head.limit));
    const doubts = new Map();
    if (capped.length < lists.length) {
      for (const [entry, score] of scores) {
        const at = kindAt(entry, head.kinds);
        const maybe = capped.filter(({ counts, last }) => counts[at] >= head.limit && entry > last[at]);
        if (maybe.length) {
          doubts.set(entry, maybe.map(({ token }) => token));
          scores.set(entry, maybe.reduce((sum, { weight }) => sum + weight, score));
        }
      }
    }
    const ranked = [...scores].map(([entry, score]) => [entry, score / all]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const best = ranked.length ? ranked[0][1] : 0;
    const floor = Math.min(0.999, Math.max(0.34, best * 0.6));
    return {
      best,
      doubts,
      lacking: lists.filter(({ numbers }) => !numbers.length).length,
      ranked: ranked.filter(([, score]) => score >= floor),
    };
  };

  const search = async (query) => {
    const head = await load("shards.json");
    const text = fold(query);
    const tries = [await look(tokens(text), head)];
    if (text.match(WRITTEN)) tries.push(await look(tokens(text, true), head));
    if (tries[0].best < 0.999 && /[a-z]/.test(text)) tries.push(await look(sounds(text), head));
    if (tries[0].lacking && new RegExp(`[${HAN}]`).test(text)) {
      const { traditional, simplified } = await load(results.dataset.traditional);
      const signs = new Map([...traditional].map((sign, i) => [sign, simplified[i]]));
      const changed = [...text].map((sign) => signs.get(sign) ?? sign).join("");
      if (changed !== text) tries.push(await look(tokens(changed), head));
    }
    const best = tries.sort((a, b) => b.best - a.best)[0];
    return { head, ranked: best.ranked, doubts: best.doubts };
  };

  // Showing ---------------------------------------------------------------------------------------------------------

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, content] of Object.entries(attributes)) element.setAttribute(key, content);
    return element;
  };

  const kindOf = (entry, kinds) => kinds[kindAt(entry, kinds)][0];

  const item = (kind, [text, note, path]) => {
    const li = document.createElement("li");
    li.dataset.kind = kind;
    li.append(make("span", labels[kind] ?? kind, { class: "badge" }), " ", make("a", text, { href: `../${path}` }),
      make("span", note, { class: "sub" }));
    return li;
  };

  const suggest = async (query) => {
    const signs = new Set(fold(query).replace(/\s/g, ""));
    const near = (name) => [...name].filter((sign) => signs.has(sign)).length / (name.length + signs.size);
    const names = (await load("names.json")).map((name) => [near(name), name]).sort((a, b) => b[0] - a[0]);
    missed.replaceChildren(make("span", missed.dataset.try), ...names.slice(0, 8).flatMap(([, name]) =>
      [" ", make("a", name, { href: `?${new URLSearchParams({ q: name })}` })]));
    missed.hidden = !names.length;
  };

  let latest = 0;
  let kind = "";

  const address = () => {
    const given = new URLSearchParams({ q: input.value });
    if (kind) given.set("kind", kind);
    history.replaceState(null, "", `?${given}`);
  };

  const show = async (turn, head, ranked, doubts) => {
    const counts = new Map();
    for (const [entry] of ranked) {
      const name = kindOf(entry, head.kinds);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (!counts.has(kind)) kind = "";
    const facet = (name, count) => {
      const button = make("button", `${name ? labels[name] : facets.dataset.all} ${count}`,
        { type: "button", "aria-pressed": String(kind === name), "data-kind": name });
      button.addEventListener("click", () => {
        kind = name;
        address();
        show(turn, head, ranked, doubts);
      });
      return button;
    };
    facets.replaceChildren(facet("", ranked.length), ...[...counts].map(([name, count]) => facet(name, count)));
    const chosen = ranked.filter(([entry]) => !kind || kindOf(entry, head.kinds) === kind);
    const whole = chosen.filter(([, score]) => score >= 0.999).length;
    results.replaceChildren();
    let [next, shown, parted] = [0, 0, false];
    const aside = [];
    const page = async () => {
      const wanted = shown + SHOWN;
      while (shown < wanted && next < chosen.length + aside.length) {
        const part = next < chosen.length ? chosen.slice(next, next + wanted - shown)
          : aside.slice(next - chosen.length, next - chosen.length + wanted - shown);
        const again = next >= chosen.length;
        const loaded = await Promise.all(part.map(async ([entry]) =>
          (await load(`entries-${Math.floor(entry / head.per_file)}.json`))[entry % head.per_file]));
        if (turn !== latest) return;
        next += part.length;
        loaded.forEach((content, i) => {
          const [entry, score] = part[i];
          // What may hold the word is looked at now; where what is shown does not, it stands below.
          if (!again && doubts.has(entry)) {
            const held = new Set(tokens(fold(`${content[0]} ${content[1]}`)).flat());
            if (!doubts.get(entry).every((token) => held.has(token))) {
              aside.push([entry, 0]);
              return;
            }
          }
          if (score < 0.999 && whole && shown && !parted) {
            results.append(make("li", results.dataset.partial, { class: "partial" }));
            parted = true;
          }
          results.append(item(kindOf(entry, head.kinds), content));
          shown++;
        });
      }
      more.hidden = next >= chosen.length + aside.length;
    };
    more.onclick = page;
    await page();
    if (turn !== latest) return;
    found.textContent = whole ? `${whole} ${found.dataset.some}` : chosen.length
      ? `${chosen.length} ${found.dataset.partly}` : found.dataset.none;
    missed.hidden = true;
    if (!whole) await suggest(input.value);
  };

  const run = async () => {
    const turn = ++latest;
    try {
      if (input.value.trim()) {
        const { head, ranked, doubts } = await search(input.value.trim());
        if (turn === latest) await show(turn, head, ranked, doubts);
      } else {
        for (const part of [results, facets]) part.replaceChildren();
        found.textContent = "";
        more.hidden = missed.hidden = true;
      }
    } catch {
      if (turn === latest) found.textContent = found.dataset.failed;
    }
    if (turn === latest) results.dataset.done = input.value;
  };

  const given = new URLSearchParams(location.search);
  input.value = given.get("q") ?? "";
  kind = given.get("kind") ?? "";
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, 120);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    address();
    run();
  });
  run();
})();
