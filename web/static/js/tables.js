// Tables whose columns sort: <table data-sortable>, and a <button class="sort"> in each header
// that sorts. A cell sorts by its data-value where it has one, else by its text.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

// Numbers sort as numbers, all else as the reader's language does.
function compare(a, b) {
  const difference = Number(a) - Number(b);
  return a === "" || b === "" || Number.isNaN(difference) ? collator.compare(a, b) : difference;
}

function value(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

function sort(table, header) {
  const descending = header.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");

  const body = table.tBodies[0];
  const column = header.cellIndex;
  const rows = [...body.rows].sort((a, b) => compare(value(a, column), value(b, column)));
  body.append(...(descending ? rows.reverse() : rows));
}

export function setUpTables(root) {
  for (const table of root.querySelectorAll("table[data-sortable]:not([data-sortable='ready'])")) {
    table.dataset.sortable = "ready";
    for (const button of table.tHead.querySelectorAll("button.sort")) {
      const header = button.closest("th");
      if (!header.hasAttribute("aria-sort")) header.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => sort(table, header));
    }
  }
}
