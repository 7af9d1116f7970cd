// Marking a passage of the reply with mouse, touch or keys. Everything here can also be typed:
// the page works without this file.

const screen = document.querySelector("[data-reading]");
const reply = screen?.querySelector("[data-reply]");
const bar = screen?.querySelector("[data-marking]");
const cards = screen ? [...screen.querySelectorAll("[data-card]")] : [];
const choice = bar?.querySelector("[data-cards]");
const use = bar?.querySelector("[data-use]");
const said = bar?.querySelector("[data-said]");

const SHOWN = 60; // characters of a passage in the line that says what is marked
const PING = 4 * 60 * 1000; // milliseconds between signs of life while the page is used
// A long line is a paragraph: it is gone through sentence by sentence.
const SENTENCE = /(?<=[.!?:;]["”')]?\s)(?=[A-Z0-9“"'(£])/;
const LONG_LINE = 160;

let passage = null; // what is marked now: { text, where, place }
let first = null; // the line where Enter was pressed first

const textOf = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-where]");
const inHand = () => cards[choice.selectedIndex];
const field = (card, name) => card.querySelector(`[name$="${name}"]`);
const tidy = (text) => text.replace(/[ \t]+\n/g, "\n").replace(/\n{2,}/g, "\n").trim();

function say(words) {
  said.textContent = words;
}

function mark(text, part) {
  const words = tidy(text);
  if (!words || !part) return;
  passage = { text: words, where: part.dataset.where, place: part.dataset.place };
  const short = words.length > SHOWN ? `${words.slice(0, SHOWN).trim()}…` : words;
  say(`Marked: “${short.replace(/\s+/g, " ")}”`);
}

// ------------------------------------------------------------------ the question in hand
function choose(card) {
  const index = cards.indexOf(card);
  if (index < 0) return;
  choice.selectedIndex = index;
  cards.forEach((one) => one.classList.toggle("question-card--in-hand", one === card));
  use.lastElementChild.textContent = ` for ${card.dataset.card.toLowerCase()}`;
}

function step(by) {
  const index = Math.min(Math.max(choice.selectedIndex + by, 0), cards.length - 1);
  choose(cards[index]);
  say(`For ${cards[index].dataset.card.toLowerCase()}: ${cards[index].querySelector("h2")?.textContent ?? ""}`);
}

// ------------------------------------------------------------------ lines, for the keyboard
function linesOf(part) {
  if (!part.dataset.parted) {
    const lines = part.textContent.split(/(?<=\n)/).flatMap((line) => (line.length > LONG_LINE ? line.split(SENTENCE) : [line]));
    part.replaceChildren(
      ...lines.map((line) => {
        const span = document.createElement("span");
        span.textContent = line;
        if (line.trim()) {
          span.className = "pane__line";
          span.tabIndex = -1;
        }
        return span;
      }),
    );
    part.dataset.parted = "yes";
  }
  return [...part.querySelectorAll(".pane__line")];
}

function neighbour(line, by) {
  const texts = [...reply.querySelectorAll("[data-where]")];
  let at = texts.indexOf(textOf(line));
  const lines = linesOf(texts[at]);
  const next = lines[lines.indexOf(line) + by];
  if (next) return next;
  for (at += by; texts[at]; at += by) {
    const there = linesOf(texts[at]);
    if (there.length) return by > 0 ? there[0] : there[there.length - 1];
  }
  return line;
}

function firstInSight() {
  const top = reply.getBoundingClientRect().top;
  for (const part of reply.querySelectorAll("[data-where]")) {
    if (part.getBoundingClientRect().bottom <= top) continue;
    const lines = linesOf(part);
    const seen = lines.find((line) => line.getBoundingClientRect().bottom > top);
    if (seen ?? lines[0]) return seen ?? lines[0];
  }
  return null;
}

function clear() {
  first = passage = null;
  reply.querySelectorAll(".pane__line--marked").forEach((line) => line.classList.remove("pane__line--marked"));
}

function between(one, other) {
  const every = [...reply.querySelectorAll(".pane__line")];
  const [low, high] = [every.indexOf(one), every.indexOf(other)].sort((a, b) => a - b);
  return every.slice(low, high + 1);
}

function press(line) {
  if (!first) {
    clear();
    first = line;
    line.classList.add("pane__line--marked");
    say("The passage begins here. Go to its last line and press Enter again.");
    return;
  }
  const lines = between(first, line);
  clear();
  lines.forEach((one) => one.classList.add("pane__line--marked"));
  mark(lines.map((one) => one.textContent).join(""), textOf(lines[0]));
  say(`${said.textContent} Press U to use it for ${inHand().dataset.card.toLowerCase()}.`);
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("a")) return;
  const line = event.target.closest(".pane__line");
  const lines = line ? linesOf(textOf(line)) : [];
  const go = {
    ArrowDown: () => (line ? neighbour(line, 1) : firstInSight()),
    ArrowUp: () => (line ? neighbour(line, -1) : null),
    Home: () => lines[0],
    End: () => lines[lines.length - 1],
  }[event.key];
  const act = {
    Enter: () => line && press(line),
    u: () => useIt(true),
    n: () => step(1),
    p: () => step(-1),
    Escape: () => {
      clear();
      say("Nothing is marked.");
    },
  }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const target = go?.();
  if (!target && !act) return;
  event.preventDefault();
  if (act) act();
  else target.focus();
}

// ------------------------------------------------------------------ using the passage
async function useIt(byKey) {
  const card = inHand();
  if (!passage || !card) {
    say("Mark a passage of the reply first.");
    return;
  }
  const used = passage;
  for (const [name, value] of [["quote", used.text], ["where", used.where], ["place", used.place]]) {
    field(card, name).value = value;
  }
  card.querySelector("details:not([open]):has([name$='quote'])")?.setAttribute("open", "");
  reply.querySelectorAll(".pane__line--marked").forEach((line) => line.classList.add("pane__line--used"));
  clear();
  window.getSelection()?.removeAllRanges();
  say(`Used for ${card.dataset.card.toLowerCase()}.`);
  card.scrollIntoView({ block: "nearest" });
  const outcomes = [...card.querySelectorAll('[name$="outcome"]')];
  if (byKey) (outcomes.find((one) => one.checked) ?? outcomes[0] ?? field(card, "quote")).focus();
  await offer(card, used.text);
}

async function offer(card, quote) {
  const place = card.querySelector("[data-offers]");
  if (!place || !screen.dataset.values) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", screen.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("question", card.dataset.number);
  body.append("quote", quote);
  try {
    const answer = await fetch(screen.dataset.values, { method: "POST", body, credentials: "same-origin" });
    if (answer.ok) place.innerHTML = await answer.text();
  } catch {
    // Without the network nothing is offered; the value can be typed.
  }
}

function fill(button) {
  const card = button.closest("[data-card]");
  const value = button.dataset.fill;
  const radio = [...card.querySelectorAll('[name$="-written"][type=radio]')].find((one) => one.value === value);
  if (radio) radio.checked = true;
  else field(card, "-written").value = value;
  (radio ?? field(card, "-written")).focus();
}

// ------------------------------------------------------------------ the lease
function keepLease() {
  if (!screen.dataset.keep) return;
  let active = false;
  for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
    document.addEventListener(kind, () => (active = true), { passive: true, capture: true });
  }
  setInterval(async () => {
    if (!active) return;
    active = false;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", screen.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(screen.dataset.keep, { method: "POST", body, credentials: "same-origin" });
      if (answer.status === 409 && said) say((await answer.json()).taken);
    } catch {
      // The next sign of life may get through; the lease lasts longer than this.
    }
  }, PING);
}

if (reply && bar && cards.length) {
  choice.append(...cards.map((card) => new Option(card.dataset.card)));
  choose(cards.find((card) => !("isRead" in card.dataset)) ?? cards[0]);
  bar.hidden = false;
  choice.addEventListener("change", () => choose(inHand()));
  use.addEventListener("click", () => useIt(false));
  reply.addEventListener("keydown", onKey);
  // A tap on the button may take the selection away: what was last marked is kept.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !reply.contains(selection.anchorNode)) return;
    if (first) clear();
    const range = selection.getRangeAt(0);
    mark(selection.toString(), textOf(range.startContainer) ?? textOf(range.endContainer));
  });
  for (const card of cards) {
    card.addEventListener("focusin", () => choose(card));
    card.addEventListener("click", (event) => {
      const button = event.target.closest("[data-fill]");
      if (!button) return;
      event.preventDefault();
      fill(button);
    });
  }
  keepLease();
}
