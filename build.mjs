// Builds src/nennep/static/dist: one stylesheet, one script (heavy parts as lazy chunks), one icon sprite, the fonts of papers.
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { build, context } from "esbuild";

const SOURCE = "src/nennep/static";
const DIST = `${SOURCE}/dist`;
const MAKING = `${SOURCE}/dist.new`; // takes the place of dist at the end: whoever serves it meanwhile misses nothing
const PRINT_FONTS = {
  tinos: { Tinos: ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"] },
  "be-vietnam-pro": { BeVietnamPro: ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold"] },
};

async function sprite() {
  const listed = (await readFile(`${SOURCE}/icons.txt`, "utf8")).split("\n").map((line) => line.trim());
  const names = [...new Set(listed.filter((line) => line && !line.startsWith("#")))].sort();
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
      const drawn = svg.replace(/<svg[^>]*>|<\/svg>|<path stroke="none"[^>]*>/g, "").replace(/\s+/g, " ").trim();
      return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawn}</symbol>`;
    }),
  );
  await writeFile(`${MAKING}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

async function printFonts() {
  await mkdir(`${MAKING}/fonts-print`, { recursive: true });
  for (const [folder, families] of Object.entries(PRINT_FONTS))
    for (const [family, styles] of Object.entries(families))
      for (const style of styles) {
        const file = `${family}_${style}.ttf`;
        await cp(`node_modules/@expo-google-fonts/${folder}/${style}/${file}`, `${MAKING}/fonts-print/${file}`);
      }
}

const options = {
  entryPoints: { main: `${SOURCE}/js/main.js`, theme: `${SOURCE}/js/theme.js`, style: `${SOURCE}/css/style.css` },
  outdir: MAKING,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  legalComments: "linked",
  logLevel: "warning",
};

await rm(MAKING, { recursive: true, force: true });
await mkdir(MAKING, { recursive: true });
await Promise.all([sprite(), printFonts(), build(options)]);
await rm(DIST, { recursive: true, force: true });
await rename(MAKING, DIST);
if (process.argv.includes("--watch")) await (await context({ ...options, outdir: DIST })).watch();
