import { on } from "./dom.js";

const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (event.key === "Escape") {
    for (const one of open()) one.open = false;
    menu?.querySelector("summary").focus();
  } else if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const items = [...menu.querySelectorAll(".menu-item")];
    if (!items.length) return;
    const step = event.key === "ArrowDown" ? 1 : -1;
    const at = items.indexOf(document.activeElement);
    items[(at + step + items.length) % items.length].focus();
    event.preventDefault();
  }
});

on("click", "[data-theme-to]", (chosen) => {
  const { dataset } = chosen;
  for (const one of document.querySelectorAll("[data-theme-to]")) one.toggleAttribute("aria-current", one === chosen);
  const age = dataset.themeTo ? 31536000 : 0;
  document.cookie = `theme=${dataset.themeTo}; path=/; max-age=${age}; samesite=lax`;
  const dark = dataset.themeTo ? dataset.themeTo === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  document.dispatchEvent(new CustomEvent("theme"));
});

on("click", "[data-back]", () => history.back());
on("click", "[data-print]", () => print());
