import { eachNew } from "./dom.js";

eachNew("[data-upload]", (box) => {
  const input = box.querySelector("input[type=file]");
  const name = box.querySelector("[data-upload-name]");
  const usual = name.textContent;
  const show = () => {
    const files = [...input.files];
    name.textContent = files.length ? files.map((file) => `${file.name} (${size(file.size)})`).join(", ") : usual;
  };
  input.addEventListener("change", show);
  for (const event of ["dragenter", "dragover"]) box.addEventListener(event, () => box.classList.add("over"));
  for (const event of ["dragleave", "drop"]) box.addEventListener(event, () => box.classList.remove("over"));
});

const size = (bytes) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte" })
    .format(bytes / (bytes < 1e6 ? 1e3 : 1e6));
