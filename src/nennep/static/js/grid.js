// A table of fields that behaves like a sheet: arrows and Enter move, a block copied from a spreadsheet is pasted over cells.
const fields = (row) => [...row.querySelectorAll("input.grid-cell")];

export function start(table) {
  const rows = () => [...table.tBodies[0].rows].filter((row) => fields(row).length);

  function place(field) {
    const row = field.closest("tr");
    return [rows().indexOf(row), fields(row).indexOf(field)];
  }

  function go(field, down, right) {
    const [at, column] = place(field);
    const target = rows()[at + down];
    const next = target && fields(target)[column + right];
    next?.focus();
    next?.select();
    return Boolean(next);
  }

  table.addEventListener("keydown", (event) => {
    const { target: field, key } = event;
    if (!field.matches("input.grid-cell") || event.altKey || event.ctrlKey || event.metaKey) return;
    const atStart = field.selectionStart === 0;
    const atEnd = field.selectionEnd === field.value.length;
    const whole = atStart && atEnd;
    const moved =
      key === "ArrowUp" ? go(field, -1, 0)
      : key === "ArrowDown" || key === "Enter" ? go(field, 1, 0)
      : key === "ArrowLeft" && (whole || (atStart && field.selectionEnd === 0)) ? go(field, 0, -1)
      : key === "ArrowRight" && (whole || (atEnd && field.selectionStart === field.value.length)) ? go(field, 0, 1)
      : false;
    if (moved || key === "Enter") event.preventDefault();
  });

  table.addEventListener("paste", (event) => {
    const field = event.target;
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!field.matches("input.grid-cell") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [first, column] = place(field);
    text.split("\n").forEach((line, down) => line.split("\t").forEach((value, right) => {
      const cell = rows()[first + down] && fields(rows()[first + down])[column + right];
      if (cell) cell.value = value.trim();
    }));
  });
}
