// The companion's page: replies appear as they are said. Text that comes is put
// on the page as text; the transcript as the server keeps it, with its Markdown,
// follows when the reply has ended. Without this file the form is posted as any
// other.

const tries = 8; // to read the transcript again, a little later each time

const chat = document.querySelector("[data-chat]");
const field = chat.querySelector("textarea");
let busy = false;

// unsent is a message on its way, for the case that the page is left before it arrives.
const unsentKey = `suyang:say:${chat.dataset.chat}`;
const unsent = {
  keep(text) { try { sessionStorage.setItem(unsentKey, text); } catch { /* forbidden: the page goes on without */ } },
  drop() { try { sessionStorage.removeItem(unsentKey); } catch { /* as above */ } },
  get() { try { return sessionStorage.getItem(unsentKey) ?? ""; } catch { return ""; } },
};

const transcript = () => chat.querySelector("[data-transcript]");
const turns = () => Number(transcript().dataset.transcript);
const pause = (ms) => new Promise((resume) => { setTimeout(resume, ms); });

function say(state) {
  const line = chat.querySelector("[data-state]");
  line.textContent = line.dataset[state] ?? "";
}

function addBubble(kind, text) {
  const bubble = chat.querySelector(`template[data-bubble="${kind}"]`).content.firstElementChild.cloneNode(true);
  const body = bubble.querySelector("div");
  body.textContent = text;
  transcript().append(bubble);
  bubble.scrollIntoView({ block: "nearest" });
  return body;
}

// events reads server-sent events from the body of a response.
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ;) {
    const { value, done } = await reader.read();
    if (done) return;
    const frames = (rest + value).split("\n\n");
    rest = frames.pop();
    for (const frame of frames) {
      const event = /^event: (.*)$/m.exec(frame)?.[1];
      if (event) yield { event, data: JSON.parse(/^data: (.*)$/m.exec(frame)[1]) };
    }
  }
}

// listen shows the reply to a message as it comes. It returns the code of a refusal.
async function listen(action, text) {
  const response = await fetch(action, { method: "POST", body: new URLSearchParams({ text }), headers: { Accept: "text/event-stream" } });
  if (!response.ok) return (await response.json()).code;
  let body;
  for await (const { event, data } of events(response)) {
    if (event === "error") return data.code;
    if (event !== "chunk") continue;
    body ??= addBubble(data.generated ? "generated" : "authored", "");
    body.textContent += data.text;
    body.parentElement.scrollIntoView({ block: "end" });
  }
}

// refresh puts the transcript that the server keeps in place of this one.
async function refresh() {
  const response = await fetch(chat.dataset.chat, { headers: { Accept: "text/html" } });
  if (response.status >= 500 || response.status === 429) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const kept = page.querySelector("[data-transcript]");
  if (!kept) return location.assign(response.url); // such as signing in again
  transcript().replaceWith(kept);
}

const unanswered = () => transcript().lastElementChild?.classList.contains("bubble-me");

// settle reads the transcript until it holds a reply, however bad the line is.
async function settle() {
  for (let i = 0; i < tries; i++) {
    try {
      await refresh();
      if (!unanswered()) return;
    } catch {
      say("waiting");
      i = Math.min(i, tries - 2);
    }
    await pause(500 * 2 ** Math.min(i, 4));
  }
}

// outcome says how sending a message went, from the transcript that followed.
function outcome(before, refused) {
  if (refused === "conflict") return "busy";
  if (turns() === before) return "lost";
  return unanswered() ? "silent" : "replied";
}

async function send(action, text) {
  busy = true;
  const before = turns();
  const written = field.value;
  unsent.keep(text);
  if (written.trim() === text) field.value = "";
  addBubble("me", text);
  say("thinking");
  let refused;
  try { refused = await listen(action, text); } catch { /* the line broke: what was said is in the transcript */ }
  await settle();
  if (turns() > before) unsent.drop();
  else if (!field.value.trim()) field.value = written;
  say(outcome(before, refused));
  transcript().lastElementChild?.scrollIntoView({ block: "nearest" });
  busy = false;
}

chat.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = (event.submitter?.value || field.value).trim();
  if (!busy && text) send(event.target.action, text);
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  field.form.requestSubmit();
});

if ([...transcript().querySelectorAll(".bubble-me > div")].at(-1)?.textContent === unsent.get()) unsent.drop();
if (!field.value) field.value = unsent.get();
