import { eachNew, on } from "./dom.js";

// On a phone a row is a card: each cell says what its column is called.
eachNew(".table-cards", (table) => {
  const names = [...table.querySelectorAll("thead tr:last-child > *")].map((head) => head.textContent.trim());
  for (const row of table.tBodies[0]?.rows ?? [])
    for (const [at, cell] of [...row.cells].entries()) if (names[at] && !cell.dataset.label) cell.dataset.label = names[at];
});

// A table wider or taller than its box is scrolled with the keys too.
const reach = (box) => { box.tabIndex = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight ? 0 : -1; };
const resized = new ResizeObserver((entries) => { for (const { target } of entries) reach(target); });
eachNew(".table-box", (box) => {
  box.addEventListener("scroll", () => box.classList.toggle("scrolled", box.scrollLeft > 0), { passive: true });
  resized.observe(box);
});

/* Selection: a form [data-batch] holds the table and the .batch bar. */
const picks = (form) => [...form.querySelectorAll("[data-pick]")];

function count(form) {
  const all = picks(form);
  const picked = all.filter((one) => one.checked);
  for (const one of all) one.closest("tr").classList.toggle("picked", one.checked);
  const every = form.querySelector("[data-pick-all]");
  if (every) {
    every.checked = picked.length > 0 && picked.length === all.length;
    every.indeterminate = picked.length > 0 && picked.length < all.length;
  }
  const bar = form.querySelector(".batch");
  bar?.classList.toggle("on", picked.length > 0);
  form.querySelectorAll("[data-picked-count]").forEach((place) => { place.textContent = picked.length; });
}

let last = null;
on("click", "[data-pick]", (box, event) => {
  const form = box.closest("[data-batch]");
  const all = picks(form);
  if (event.shiftKey && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const one of all.slice(from, to + 1)) one.checked = box.checked;
  }
  last = box;
  count(form);
});
on("change", "[data-pick-all]", (every) => {
  const form = every.closest("[data-batch]");
  for (const one of picks(form)) one.checked = every.checked;
  count(form);
});
on("click", "[data-pick-none]", (button) => {
  const form = button.closest("[data-batch]");
  for (const one of picks(form)) one.checked = false;
  count(form);
});
eachNew("[data-batch]", count);

// j and k walk the rows, Enter opens, x picks.
document.addEventListener("keydown", (event) => {
  if (!["j", "k", "x"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]")) return;
  const rows = [...document.querySelectorAll(".table-data[data-walk] tbody tr")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "x") rows[at]?.querySelector("[data-pick]")?.click();
  else rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)))].querySelector("a, button, input")?.focus();
});
