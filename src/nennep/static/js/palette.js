import { on } from "./dom.js";

const palette = () => document.getElementById("palette");
const writes = (element) => element.matches?.("input, textarea, select, [contenteditable]");

function open() {
  if (!palette() || palette().open) return;
  palette().showModal();
  document.getElementById("palette-q").select();
  choose(0);
}

const options = () => [...palette().querySelectorAll("[role=option]")].filter((one) => one.offsetParent);

function choose(at) {
  const all = options();
  const chosen = all[Math.max(0, Math.min(at, all.length - 1))];
  for (const [place, one] of all.entries()) {
    one.id ||= `found-${place}`;
    one.setAttribute("aria-selected", String(one === chosen));
  }
  document.getElementById("palette-q").setAttribute("aria-activedescendant", chosen?.id ?? "");
  chosen?.scrollIntoView({ block: "nearest" });
}

const chosenAt = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");

on("click", "[data-palette]", open);

document.addEventListener("keydown", (event) => {
  const wanted = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !writes(event.target));
  if (wanted && palette()) {
    event.preventDefault();
    open();
  } else if (palette()?.open && palette().contains(event.target)) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosenAt() + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      options()[Math.max(0, chosenAt())]?.click();
    }
  }
});

document.addEventListener("input", ({ target }) => {
  if (target.id !== "palette-q") return;
  const asked = target.value.trim().toLocaleLowerCase("vi");
  if (!asked) document.getElementById("palette-found").replaceChildren();
  for (const area of palette().querySelectorAll("[data-palette-areas] [role=option]"))
    area.hidden = asked !== "" && !area.textContent.toLocaleLowerCase("vi").includes(asked);
  const areas = palette().querySelector("[data-palette-areas]");
  areas.hidden = ![...areas.querySelectorAll("[role=option]")].some((one) => !one.hidden);
  choose(0);
});
document.addEventListener("htmx:afterSwap", ({ detail }) => { if (detail.target.id === "palette-found") choose(0); });
