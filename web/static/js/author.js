// The editor of an item works without this file; with it, nothing is lost by leaving the page, and
// Ctrl+S saves.

const form = document.querySelector("[data-item-form]");
let changed = false;

form.addEventListener("input", () => { changed = true; });
form.addEventListener("submit", () => { changed = false; });

addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});
