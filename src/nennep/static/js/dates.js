import { eachNew } from "./dom.js";

// Dates are typed as digits; the slashes come by themselves.
eachNew("[data-date]", (box) => {
  const input = box.querySelector("input");
  input.inputMode = "numeric";
  input.placeholder ||= box.dataset.date;
  input.maxLength = 10;
  input.autocomplete = "off";
  input.addEventListener("input", ({ inputType }) => {
    if (!inputType?.startsWith("insert") || input.selectionStart !== input.value.length) return;
    const parts = input.value.split("/").map((part) => part.replace(/\D/g, ""));
    if (parts.length === 1 && parts[0].length > 2) parts.splice(0, 1, parts[0].slice(0, 2), parts[0].slice(2));
    if (parts.length === 2 && parts[1].length > 2) parts.splice(1, 1, parts[1].slice(0, 2), parts[1].slice(2));
    if (parts.length < 3 && parts.at(-1).length === 2) parts.push("");
    input.value = parts.join("/").slice(0, 10);
  });
});
