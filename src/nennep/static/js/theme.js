// Blocking and tiny: the colors are right before the first paint.
const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => { document.documentElement.dataset.bsTheme = chosen ?? (dark.matches ? "dark" : "light"); };
paint();
if (!chosen) dark.addEventListener("change", paint);
