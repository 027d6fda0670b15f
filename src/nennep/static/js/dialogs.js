import htmx from "./htmx.js";
import { on } from "./dom.js";

on("click", "[data-opens]", ({ dataset }) => document.getElementById(dataset.opens)?.showModal());
on("click", "[data-closes]", (button) => button.closest("dialog").close());

// A click on the veil closes; the veil counts as the dialog itself.
document.addEventListener("click", ({ target }) => { if (target.matches("dialog[open]")) target.close(); });

/** Ask with the words of `data-confirm`; resolves to true or false. */
function ask(text, { label, tone } = {}) {
  const dialog = document.getElementById("confirm");
  const yes = dialog.querySelector("[data-confirm-yes]");
  yes.dataset.usual ??= yes.textContent;
  yes.textContent = label || yes.dataset.usual;
  yes.classList.toggle("button-danger", tone === "danger");
  yes.classList.toggle("button-main", tone !== "danger");
  dialog.querySelector("#confirm-text").textContent = text;
  dialog.showModal();
  return new Promise((answer) => {
    yes.onclick = () => { dialog.onclose = null; dialog.close(); answer(true); };
    dialog.querySelector("[data-confirm-no]").onclick = () => dialog.close();
    dialog.onclose = () => answer(false);
  });
}

const wishes = ({ dataset }) => ({ label: dataset.confirmLabel, tone: dataset.confirmTone });

document.addEventListener("click", async (event) => {
  const asked = event.target.closest?.("a[data-confirm], button[data-confirm]");
  if (!asked || asked.dataset.confirmed || asked.matches("[hx-post], [hx-delete], [hx-get], [hx-put]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (asked.form && !asked.formNoValidate && !asked.form.reportValidity()) return;
  if (!(await ask(asked.dataset.confirm, wishes(asked)))) return;
  asked.dataset.confirmed = "yes";
  asked.click();
  delete asked.dataset.confirmed;
}, true);

document.addEventListener("htmx:confirm", (event) => {
  const asked = event.detail.elt.closest("[data-confirm]");
  if (!asked || asked !== event.detail.elt || asked.dataset.confirmed) return;
  event.preventDefault();
  ask(asked.dataset.confirm, wishes(asked)).then((yes) => yes && event.detail.issueRequest(true));
});

// A dialog that was filled by htmx opens at once: hx-target="#name-body" on a button with data-opens does both.
htmx.onLoad((root) => root.querySelectorAll?.("dialog[data-open-now]").forEach((dialog) => dialog.open || dialog.showModal()));
