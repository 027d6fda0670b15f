import "./htmx.js";
import "./menus.js";
import "./dialogs.js";
import "./feedback.js";
import "./palette.js";
import "./tables.js";
import "./dates.js";
import "./upload.js";
import "./passkeys.js";
import { eachNew } from "./dom.js";

// On a phone the tabs scroll: the present one is brought into sight, the page stays where it is.
eachNew(".tabs [aria-current]", (tab) => {
  const bar = tab.closest(".tabs");
  bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
});
eachNew("[data-chart]", async (box) => (await import("./charts.js")).draw(box));
eachNew("[data-grid]", async (table) => (await import("./grid.js")).start(table));
eachNew("[data-roll]", async (form) => (await import("./rollcall.js")).start(form));
