// The test page on a weak line: what is entered is kept on the device until the
// server has it. Without this file the form is posted as any other.

const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the page goes on without */ } },
  remove(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
};

const patience = 30000; // ms that the server has to answer before the line counts as down
const longestPause = 15000; // ms between two tries

let session; // path of the session
let sending = false;

const pendingKey = () => `suyang:pending:${session}`;
const draftKey = () => `suyang:draft:${session}`;

function say(state) {
  const saved = document.querySelector("[data-saved]");
  if (!saved || saved.dataset.state === state) return;
  saved.dataset.state = state;
  saved.textContent = saved.dataset[state];
}

function keepDraft(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "answer_id");
  store.set(draftKey(), { item: form.elements.item_id.value, fields });
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

// submit keeps the answer before it sends it. Added is a field that the form
// itself does not hold, such as the button that was pressed.
function submit(form, added) {
  if (sending) return;
  const fields = [...new FormData(form)];
  if (added) fields.push(added);
  const pending = { action: form.action, fields };
  store.set(pendingKey(), pending);
  send(pending, form);
}

// send posts a kept answer until the server has taken it. Sending it twice does
// no harm: the answer carries its own identifier.
async function send(pending, form) {
  sending = true;
  form.setAttribute("aria-busy", "true");
  for (let pause = 1000; ; pause = Math.min(pause * 2, longestPause)) {
    say("sending");
    const answer = await post(pending);
    if (answer) return take(answer);
    say("waiting");
    await lineIsBack(pause);
  }
}

// post returns null when the server cannot be reached or asks to come again.
async function post({ action, fields }) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const response = await fetch(action, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "text/html" }, signal: abort.signal });
    if (response.status >= 500 || response.status === 429) return null;
    return { ok: response.ok, url: response.url, html: await response.text() };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function lineIsBack(pause) {
  return new Promise((again) => {
    const timer = setTimeout(again, pause);
    addEventListener("online", () => { clearTimeout(timer); again(); }, { once: true });
  });
}

// take shows the page the server answered with. An answer that led elsewhere, as
// to signing in, was not taken: it stays kept, and is sent from this page later.
function take({ ok, url, html }) {
  sending = false;
  const { pathname } = new URL(url);
  if (pathname === session || pathname.startsWith(`${session}/`)) {
    store.remove(pendingKey());
    if (ok) store.remove(draftKey());
  }
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector("form[data-task]")) return location.assign(ok ? url : session);
  for (const part of [".taskbar", "main"]) document.querySelector(part).replaceWith(page.querySelector(part));
  document.title = page.title;
  history.replaceState(null, "", session);
  scrollTo(0, 0);
  setUp();
  if (ok) say("sent");
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

// countDown hands in what is there when the time is over. A page that begins
// without time waits until the server has noticed.
function countDown(clock, form) {
  const given = Number(clock.dataset.countdown);
  const end = Date.now() + given * 1000;
  const text = clock.querySelector("[data-countdown-text]");
  const over = given > 0 ? () => submit(form, ["skip", "1"]) : () => setTimeout(() => location.assign(session), 6000);
  const tick = () => {
    if (!clock.isConnected) return clearInterval(timer);
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    text.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    over();
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function setUp() {
  const form = document.querySelector("form[data-task]");
  if (!form) return;
  session = form.dataset.task;
  const pending = store.get(pendingKey());
  if (pending) return void send(pending, form);
  restoreDraft(form);
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    if (name?.endsWith("-move")) return moveCard(event.submitter);
    submit(form, name ? [name, value] : null);
  });
  const clock = document.querySelector("[data-countdown]");
  if (clock) countDown(clock, form);
}

setUp();
