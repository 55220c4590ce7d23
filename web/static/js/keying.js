// Keying in answers from paper: Enter goes on to the next field, as Tab does.

const form = document.querySelector("[data-keying]");

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[data-key], select")) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll("select, [data-key], [name=complete]")];
  const next = fields[fields.indexOf(event.target) + 1];
  next.focus();
  next.select?.();
});

// What Enter presses in a page without script.
form?.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-fallback]")) event.preventDefault();
});
