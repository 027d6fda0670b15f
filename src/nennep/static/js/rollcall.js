// Marks are kept on the phone until the server has them: each with a nonce, so that sending twice marks once.
const WAIT = 4000;
const AT_ONCE = 400;
const REFUSED_ONE = "not_expected";

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
const nonce = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}-${Math.random()}`;

/** The cookie is newer than the page when the page comes from the store of the worker. */
function token() {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

function say(text) {
  const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  toast.querySelector("p").textContent = text;
  document.getElementById("toasts").append(toast);
}

/** What is not sent yet, under a name of its own for each account and gathering. */
function store(key) {
  const read = () => JSON.parse(localStorage.getItem(key) ?? "[]");
  const write = (marks) => (marks.length ? localStorage.setItem(key, JSON.stringify(marks)) : localStorage.removeItem(key));
  return {
    read,
    add: (marks) => write([...read(), ...marks]),
    drop: (marks) => { const gone = new Set(marks.map((mark) => mark.nonce)); write(read().filter((mark) => !gone.has(mark.nonce))); },
  };
}

async function post(url, marks) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
    body: JSON.stringify({ marks }),
  });
  if (answer.redirected || answer.status === 401) return { state: "failed", signedOut: true };
  if (answer.ok) return { state: "saved" };
  if (answer.status >= 500 || answer.status === 429) return { state: "waiting" };
  const { reason, sentence } = answer.status === 422 ? await answer.json() : {};
  return { state: "failed", reason, sentence };
}

export function start(form) {
  const { roll: place, saveUrl: url } = form.dataset;
  const queue = store(`roll:${place}`);
  const page = form.closest("[data-roll-codes]");
  const saved = document.querySelector("[data-saved]");
  const counter = document.querySelector("[data-marked]");
  const rows = [...form.querySelectorAll("[data-attendee]")];
  const rowOf = (id) => rows.find((row) => row.dataset.attendee === String(id));
  let sending = false;
  let timer = 0;

  /** Whom nobody marked; an absence made up is settled, though none of the states stands for it. */
  const unmarked = () => rows.filter((row) => !row.querySelector("input:checked") && !("settled" in row.dataset));

  function show(state) {
    if (saved) saved.dataset.state = state;
    const waiting = new Set(queue.read().map((mark) => String(mark.attendee)));
    for (const row of rows) row.classList.toggle("unsaved", waiting.has(row.dataset.attendee));
    if (counter) counter.textContent = rows.length - unmarked().length;
  }

  /** One mark that cannot be taken must not hold up the others: they go one by one, and the refused one is named. */
  async function oneByOne(marks) {
    for (const mark of marks) {
      const { state, reason, sentence } = await post(url, [mark]);
      if (state === "failed" && reason === REFUSED_ONE) say(`${rowOf(mark.attendee)?.dataset.name ?? ""}: ${sentence}`);
      else if (state !== "saved") return state;
      queue.drop([mark]);
    }
    return "saved";
  }

  async function sendSome(marks) {
    const { state, reason, sentence, signedOut } = await post(url, marks);
    if (state === "saved") queue.drop(marks);
    if (state !== "failed") return state;
    if (reason === REFUSED_ONE) return oneByOne(marks);
    say(signedOut ? page?.dataset.signedOut ?? "" : sentence ?? document.getElementById("words").dataset.forbidden);
    return state;
  }

  async function send() {
    if (sending) return;
    clearTimeout(timer);
    sending = true;
    let state = "saved";
    try {
      for (let marks; state === "saved" && (marks = queue.read().slice(0, AT_ONCE)).length;) {
        show("saving");
        state = await sendSome(marks);
      }
    } catch {
      state = "waiting";
    }
    sending = false;
    show(state);
    if (state === "saved") form.dispatchEvent(new CustomEvent("roll:saved", { bubbles: true }));
    if (state === "waiting") timer = setTimeout(send, WAIT);
  }

  function mark(marked, source = "list") {
    for (const [row] of marked) delete row.dataset.settled;
    const client_time = new Date().toISOString();
    queue.add(marked.map(([row, state]) => ({ attendee: Number(row.dataset.attendee), state, source, client_time, nonce: nonce() })));
    show("waiting");
    send();
  }

  function set(row, state, source) {
    row.querySelector(`input[value="${state}"]`).checked = true;
    mark([[row, state]], source);
  }

  form.addEventListener("change", ({ target }) => {
    const row = target.closest("[data-attendee]");
    if (row) mark([[row, target.value]]);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  const rest = document.querySelector("[data-roll-rest]");
  rest?.addEventListener("click", () => {
    const state = rest.dataset.rollRest;
    const others = unmarked();
    for (const row of others) row.querySelector(`input[value="${state}"]`).checked = true;
    if (others.length) mark(others.map((row) => [row, state]));
  });
  const search = document.querySelector("[data-roll-search]");
  const find = () => {
    const asked = fold(search.value.trim());
    for (const row of rows) row.hidden = !fold(row.dataset.name).includes(asked);
  };
  search?.addEventListener("input", find);
  addEventListener("online", send);
  addEventListener("offline", () => show("waiting"));
  addEventListener("pageshow", send);

  // What was touched before this script was there is newer than what still waits in the store.
  const early = rows.map((row) => [row, row.querySelector("input:checked")]).filter(([, box]) => box && !box.defaultChecked);
  for (const { attendee, state } of queue.read()) {
    const box = rowOf(attendee)?.querySelector(`input[value="${state}"]`);
    if (box) box.checked = true;
  }
  for (const [, box] of early) box.checked = true;
  if (early.length) mark(early.map(([row, box]) => [row, box.value]));
  else send();
  if (search) find();
  if (rest) rest.disabled = false;
  if (!page) return;
  if (page.dataset.worker && "serviceWorker" in navigator) navigator.serviceWorker.register(page.dataset.worker).catch(() => {});
  import("./scan.js").then(({ scan }) => scan(page, (id) => { const row = rowOf(id); set(row, "present", "qr"); return row.dataset.name; }));
}
