// The test page on a weak line: what is entered is kept on the device until the
// server has it. Without this file the form is posted as any other.

const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the page goes on without */ } },
  remove(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
};

let session; // path of the session
let sending = false;

const pendingKey = () => `suyang:pending:${session}`;
const draftKey = () => `suyang:draft:${session}`;

function say(state) {
  const saved = document.querySelector("[data-saved]");
  if (saved) saved.textContent = saved.dataset[state] ?? "";
}

function fields(form) {
  return [...new FormData(form)].filter(([name]) => name !== "answer_id");
}

function keepDraft(form) {
  store.set(draftKey(), { item: form.elements.item_id.value, fields: fields(form) });
  say("kept");
}

function restoreDraft(form) {
  const draft = store.get(draftKey());
  if (!draft || draft.item !== form.elements.item_id.value) return;
  for (const list of form.querySelectorAll("[data-ordering]")) {
    for (const [name, value] of draft.fields) {
      if (name !== list.dataset.ordering) continue;
      const card = list.querySelector(`input[value="${CSS.escape(value)}"]`)?.closest("li");
      if (card) list.append(card);
    }
  }
  for (const input of form.querySelectorAll("input, select, textarea")) {
    if (input.type === "hidden") continue;
    const values = draft.fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
    else if (values.length) input.value = values[0];
  }
}

// send posts a kept answer until the server has taken it. Sending it twice does
// no harm: the answer carries its own identifier.
async function send(pending) {
  if (sending) return;
  sending = true;
  for (let pause = 1000; ; pause = Math.min(pause * 2, 15000)) {
    say("sending");
    try {
      const response = await fetch(pending.action, { method: "POST", body: new URLSearchParams(pending.fields), headers: { "X-Requested-With": "fetch" } });
      if (response.status < 500 && response.status !== 429) {
        sending = false;
        store.remove(pendingKey());
        if (response.ok) store.remove(draftKey());
        return show(response);
      }
    } catch { /* no line: wait and try again */ }
    say("waiting");
    await new Promise((again) => {
      const timer = setTimeout(again, pause);
      addEventListener("online", () => { clearTimeout(timer); again(); }, { once: true });
    });
  }
}

// show puts the page the server answered with in place of this one.
async function show(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.querySelector("[data-saved]")) {
    location.assign(response.url);
    return;
  }
  for (const part of [".taskbar", "main"]) document.querySelector(part).replaceWith(page.querySelector(part));
  document.title = page.title;
  history.replaceState(null, "", session);
  scrollTo(0, 0);
  setUp();
  say("sent");
  (document.querySelector("[data-autofocus]") ?? document.getElementById("main")).focus({ preventScroll: true });
}

function moveCard(button) {
  const card = button.closest("li");
  const up = button.value.startsWith("up:");
  if (up) card.previousElementSibling?.before(card);
  else card.nextElementSibling?.after(card);
  const other = card.querySelector(up ? ".move-down" : ".move-up");
  (getComputedStyle(button).visibility === "hidden" ? other : button).focus();
  keepDraft(button.form);
}

function countDown(clock) {
  const end = Date.now() + Number(clock.dataset.countdown) * 1000;
  const text = clock.querySelector("[data-countdown-text]");
  const tick = () => {
    if (!clock.isConnected) return clearInterval(timer);
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    text.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left === 0) { clearInterval(timer); location.assign(session); }
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function setUp() {
  const clock = document.querySelector("[data-countdown]");
  const form = document.querySelector("form[data-task]");
  if (!form) return;
  session = form.dataset.task;
  if (clock) countDown(clock);
  const pending = store.get(pendingKey());
  if (pending) return void send(pending);
  restoreDraft(form);
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name?.endsWith("-move")) return moveCard(event.submitter);
    if (sending) return;
    const kept = { action: form.action, fields: [...new FormData(form)] };
    store.set(pendingKey(), kept);
    send(kept);
  });
}

setUp();
