// Builds static/dist: style sheets, scripts, fonts and the icon sprite, each named by the hash of its content, and
// manifest.json that tells the server their names. Needs nothing but what package.json pins; run `node build.mjs`.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const STATIC = join(HERE, "static");
const DIST = join(STATIC, "dist");
const MANIFEST = join(DIST, "manifest.json");
// Phones of 2021 and later; older ones get plain but readable pages.
const TARGET = ["chrome90", "firefox90", "safari14"];
const STYLES = ["app", "office"];
const SCRIPTS = ["app", "theme", "journal"];
const FONT_SUBSETS = ["cyrillic-ext", "cyrillic", "latin-ext", "latin"];
const FONT_WEIGHTS = { app: [400, 600], office: [500] };

// What stands in until IBM Plex Sans arrives, stretched to its widths, so that no line moves: Arial and its like are 5 %
// narrower in Kazakh and Russian text, Roboto is as wide, DejaVu Sans 14 % wider (measured on a sample of our pages).
const FALLBACKS = [["Plex Arial", ["Arial", "Liberation Sans"], 105.2], ["Plex Roboto", ["Roboto"], 99.9], ["Plex DejaVu", ["DejaVu Sans"], 87.5]];

const manifest = {};

/** Writes one built file under a name with its hash and notes it in the manifest; returns the new name. */
function emit(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}-${hash}${extension}`;
  writeFileSync(join(DIST, hashed), content);
  manifest[name] = hashed;
  return hashed;
}

/** The @font-face rules of one weight, with our subsets only and hashed addresses beside the style sheet. */
function fontFaces(weight) {
  const home = join(MODULES, "@fontsource/ibm-plex-sans");
  const faces = readFileSync(join(home, `${weight}.css`), "utf8").split("@font-face").slice(1);
  const kept = faces.filter((face) => FONT_SUBSETS.some((subset) => face.includes(`-${subset}-${weight}-normal.woff2`)));
  if (kept.length !== FONT_SUBSETS.length) throw new Error(`font of weight ${weight}: found ${kept.length} subsets`);
  return kept.map((face) => {
    const file = /files\/([\w-]+\.woff2)/.exec(face)[1];
    const range = /unicode-range:\s*([^;}]+)/.exec(face)[1].trim();
    const address = emit(file, readFileSync(join(home, "files", file)));
    return `@font-face{font-family:"IBM Plex Sans";font-style:normal;font-weight:${weight};font-display:swap;` +
      `src:url(${address}) format("woff2");unicode-range:${range}}`;
  }).join("\n");
}

function fallbackFaces() {
  return FALLBACKS.map(([family, fonts, width]) => {
    const sources = fonts.map((font) => `local("${font}")`).join(",");
    const part = (share) => `${((share / width) * 100).toFixed(1)}%`;
    return `@font-face{font-family:"${family}";src:${sources};size-adjust:${width}%;ascent-override:${part(102.5)};` +
      `descent-override:${part(27.5)};line-gap-override:0%}`;
  }).join("\n");
}

function buildStyle(name) {
  const compiled = sass.compile(join(STATIC, "css", `${name}.scss`), {
    loadPaths: [join(MODULES, "@tabler/core/scss")],
  });
  const faces = [...FONT_WEIGHTS[name].map(fontFaces), ...(name === "app" ? [fallbackFaces()] : [])];
  const source = [...faces, compiled.css].join("\n");
  const { code } = esbuild.transformSync(source, { loader: "css", minify: true, target: TARGET });
  emit(`${name}.css`, code);
}

function buildScript(name) {
  const result = esbuild.buildSync({
    entryPoints: [join(STATIC, "js", `${name}.js`)],
    bundle: true, minify: true, write: false, format: "iife", target: TARGET,
  });
  emit(`${name}.js`, result.outputFiles[0].contents);
}

function templates(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return templates(path);
    return extname(entry.name) === ".html" ? [path] : [];
  });
}

/** Icons named in templates as icon("name") and those of static/icons.txt, which Python names. */
function iconNames() {
  const listed = readFileSync(join(STATIC, "icons.txt"), "utf8").split("\n").map((line) => line.split("#")[0].trim());
  const used = templates(join(HERE, "templates")).flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\bicon\(\s*["']([a-z0-9-]+)["']/g)].map((match) => match[1]));
  return [...new Set([...listed, ...used])].filter(Boolean).sort();
}

function buildSprite() {
  const symbols = iconNames().map((name) => {
    const path = join(MODULES, "@tabler/icons/icons/outline", `${name}.svg`);
    if (!existsSync(path)) throw new Error(`there is no outline icon "${name}"`);
    const drawing = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(path, "utf8"))[1].replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
  });
  emit("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

function copyImages() {
  for (const name of readdirSync(join(STATIC, "images"))) emit(name, readFileSync(join(STATIC, "images", name)));
}

/** Removes what neither this build nor the one before it named: pages already open still find their files. */
function sweep(before) {
  const kept = new Set(["manifest.json", ...Object.values(manifest), ...Object.values(before)]);
  for (const name of readdirSync(DIST)) if (!kept.has(name)) rmSync(join(DIST, name), { recursive: true });
}

mkdirSync(DIST, { recursive: true });
const before = existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, "utf8")) : {};
STYLES.forEach(buildStyle);
SCRIPTS.forEach(buildScript);
buildSprite();
copyImages();
writeFileSync(MANIFEST, JSON.stringify(manifest, null, 2) + "\n");
sweep(before);
console.log(`static/dist: ${Object.keys(manifest).length} files`);
