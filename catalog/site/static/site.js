// Filters the rows of a list. Without this file every list stands there whole.
"use strict";

for (const form of document.querySelectorAll("form.filter")) {
  const table = document.getElementById(form.dataset.filter);
  if (!table) continue;
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.normalize("NFKC").toLowerCase());
  const output = form.querySelector("output");
  const fields = [...form.elements].filter((field) => field.name);

  const apply = () => {
    const words = form.elements.q.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const choices = fields.filter((field) => field.name !== "q" && field.value);
    let shown = 0;
    rows.forEach((row, i) => {
      const fits =
        choices.every((field) => row.dataset[field.name] === field.value) &&
        words.every((word) => texts[i].includes(word));
      row.classList.toggle("out", !fits);
      shown += fits;
    });
    output.textContent = `${shown} / ${rows.length}`;
  };

  // What is chosen stands in the address, so that it can be passed on.
  const given = new URLSearchParams(location.search);
  for (const field of fields) if (given.has(field.name)) field.value = given.get(field.name);
  form.addEventListener("input", () => {
    apply();
    const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}

// Sorts the tables that say so: by `data-sort` where a cell has it, else by what it shows.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if ("unsorted" in head.dataset) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
      const number = (text) => (text === "" || text === "—" ? NaN : Number(text.replace(/[\s\u202f,]/g, "")));
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row) => [key(row), row]);
      const numeric = rows.every(([text]) => text === "" || text === "—" || !Number.isNaN(number(text)));
      rows.sort(([a], [b]) => {
        if (!numeric) return (down ? -1 : 1) * a.localeCompare(b, "zh-Hans-CN");
        const [x, y] = [number(a), number(b)];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
        return (down ? -1 : 1) * (x - y);
      });
      body.append(...rows.map(([, row]) => row));
    });
  });
}
