// Marks are kept on the phone until the server has them: each with a nonce, so that sending twice marks once.
const WAIT = 4000;

export function start(form) {
  const { roll: place, saveUrl: url } = form.dataset;
  const key = `roll:${place}`;
  const saved = document.querySelector("[data-saved]");
  const counter = document.querySelector("[data-marked]");
  const rows = [...form.querySelectorAll("[data-attendee]")];
  const rowOf = (id) => rows.find((row) => row.dataset.attendee === String(id));
  const read = () => JSON.parse(localStorage.getItem(key) ?? "[]");
  const write = (queue) => (queue.length ? localStorage.setItem(key, JSON.stringify(queue)) : localStorage.removeItem(key));
  let sending = false;

  function show(state) {
    if (saved) saved.dataset.state = state;
    const waiting = new Set(read().map((mark) => String(mark.attendee)));
    for (const row of rows) row.classList.toggle("unsaved", waiting.has(row.dataset.attendee));
    if (counter) counter.textContent = rows.filter((row) => row.querySelector("input:checked")).length;
  }

  async function send() {
    const queue = read();
    if (sending || !queue.length) return show(queue.length ? "waiting" : "saved");
    sending = true;
    show("saving");
    let state = "waiting";
    try {
      const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
        body: JSON.stringify({ marks: queue }),
      });
      if (answer.ok && !answer.redirected) {
        const sent = new Set(queue.map((mark) => mark.nonce));
        write(read().filter((mark) => !sent.has(mark.nonce)));
        state = read().length ? "waiting" : "saved";
      } else if (answer.status >= 400 && answer.status < 500) state = "failed";
    } catch {
      state = "waiting";
    }
    sending = false;
    show(state);
    if (state === "saved") form.dispatchEvent(new CustomEvent("roll:saved", { bubbles: true }));
    else if (state === "waiting") setTimeout(send, WAIT);
  }

  function mark(attendee, state) {
    write([...read(), { attendee, state, client_time: new Date().toISOString(), nonce: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` }]);
    send();
  }

  form.addEventListener("change", ({ target }) => {
    const row = target.closest("[data-attendee]");
    if (row) mark(row.dataset.attendee, target.value);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  document.querySelector("[data-roll-rest]")?.addEventListener("click", ({ currentTarget }) => {
    for (const row of rows) {
      if (row.querySelector("input:checked")) continue;
      const box = row.querySelector(`input[value="${currentTarget.dataset.rollRest}"]`);
      box.checked = true;
      mark(row.dataset.attendee, box.value);
    }
  });
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  document.querySelector("[data-roll-search]")?.addEventListener("input", ({ target }) => {
    const asked = fold(target.value.trim());
    for (const row of rows) row.hidden = !fold(row.dataset.name).includes(asked);
  });
  addEventListener("online", send);
  addEventListener("offline", () => show("waiting"));

  for (const { attendee, state } of read()) {
    const box = rowOf(attendee)?.querySelector(`input[value="${state}"]`);
    if (box) box.checked = true;
  }
  send();
}
