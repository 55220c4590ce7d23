// Small conveniences. Every page works without this file.

import { setUpTables } from "./tables.js";

const root = document.documentElement;

function currentTheme() {
  if (root.dataset.theme) return root.dataset.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

// The choice is a cookie, so that the server writes it into the next page and nothing flickers.
function setUpThemeSwitch(button) {
  const label = () => {
    const dark = currentTheme() === "dark";
    button.setAttribute("aria-label", dark ? button.dataset.toLight : button.dataset.toDark);
  };
  button.addEventListener("click", () => {
    root.dataset.theme = currentTheme() === "dark" ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    label();
  });
  label();
  button.hidden = false;
}

function showToast(element) {
  document.getElementById("toasts").replaceChildren(element);
}

// Copying a selection keeps a table a table, and works on a school's network without HTTPS, where
// navigator.clipboard is missing.
function copy(button) {
  getSelection().selectAllChildren(document.querySelector(button.dataset.copy));
  document.execCommand("copy");
  getSelection().removeAllRanges();
  const label = button.querySelector("[data-label]");
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => { label.textContent = before; }, 2000);
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-confirm], [data-copy], [data-dismiss], [data-dialog], [data-close], [data-print]");
  if (!target) return;
  if (target.dataset.confirm && !confirm(target.dataset.confirm)) event.preventDefault();
  if (target.dataset.copy) copy(target);
  if (target.dataset.dialog) document.getElementById(target.dataset.dialog).showModal();
  if ("dismiss" in target.dataset) target.closest("[data-toast]").remove();
  if ("close" in target.dataset) target.closest("dialog").close();
  if ("print" in target.dataset) print();
});

// A menu closes when the reader turns elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("htmx:sendError", () => {
  showToast(document.getElementById("toast-offline").content.cloneNode(true));
});

document.addEventListener("htmx:load", (event) => setUpTables(event.target));

for (const button of document.querySelectorAll("[data-theme-switch]")) setUpThemeSwitch(button);
for (const button of document.querySelectorAll("[data-copy], [data-print], [data-dialog]")) button.hidden = false;
document.querySelector("[data-autofocus]")?.focus();
setUpTables(document);
