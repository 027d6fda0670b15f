import { eachNew, on } from "./dom.js";

const words = () => document.getElementById("words")?.dataset ?? {};

/** Show a short notice at the foot of the page. */
export function toast(text) {
  const note = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  note.querySelector("p").textContent = text;
  document.getElementById("toasts").append(note);
  started(note, 9000);
}

function started(note, life) { setTimeout(() => note.remove(), life); }

eachNew("[data-toast]", (note) => { if (note.getAttribute("role") !== "alert") started(note, 6000); });
on("click", "[data-dismiss]", (button) => button.closest("[data-toast], .notice").remove());

// The bar at the top while htmx waits.
let waiting = 0;
const bar = (change) => {
  waiting = Math.max(0, waiting + change);
  document.getElementById("loading")?.classList.toggle("on", waiting > 0);
};
document.addEventListener("htmx:beforeRequest", ({ detail }) => { if (!detail.elt.matches(".progress-job")) bar(1); });
document.addEventListener("htmx:afterRequest", ({ detail }) => { if (!detail.elt.matches(".progress-job")) bar(-1); });

// Empty filters stay out of the address.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") return;
  // What replaces the page is taken out of the whole page, so that no view needs to know.
  if (detail.target?.id === "page") for (const name of Object.keys(detail.headers)) if (name.startsWith("HX-")) delete detail.headers[name];
  for (const key of [...new Set(detail.formData.keys())]) {
    const kept = detail.formData.getAll(key).filter((value) => value !== "");
    detail.formData.delete(key);
    for (const value of kept) detail.formData.append(key, value);
  }
});

// A refusal goes above the page, whatever the target was; a sign-in page that came instead of an answer is opened.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  const text = detail.xhr.responseText;
  if (text.includes("data-sign-in")) {
    event.preventDefault();
    location.reload();
  } else if (detail.xhr.status === 422 && text.includes("data-refusal")) {
    detail.target = detail.elt.closest("dialog")?.querySelector("[data-refusals]") ?? document.getElementById("refusals");
    detail.swapOverride = "innerHTML";
    detail.selectOverride = "unset"; // else the hx-select of the form would leave nothing of it
  } else if (detail.xhr.status < 400) {
    document.getElementById("refusals")?.replaceChildren();
  }
});

eachNew("[data-refusal], [data-error-summary]", (notice) => {
  notice.focus({ preventScroll: true });
  notice.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { forbidden, gone, fault, many } = words();
  toast({ 403: forbidden, 404: gone, 429: many }[detail.xhr.status] ?? fault);
});
document.addEventListener("htmx:sendError", () => toast(words().offline));

// A form is sent once.
document.addEventListener("submit", ({ target }) => {
  if (target.method !== "post" || target.matches("[hx-post], [hx-boost], [data-again]")) return;
  setTimeout(() => target.querySelectorAll("button[type=submit], button:not([type])").forEach((button) => { button.disabled = true; }));
});
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
