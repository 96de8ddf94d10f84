// Bundles the content script: node bundle.mjs ENTRY OUTFILE.
// What a reader of the package does not need stays behind: comments, casts of the type checker,
// and indentation by spaces.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build } from "esbuild";

const [entry, outfile] = process.argv.slice(2);

/** A cast such as `@type {Element}` before `(node)` would be printed with its comment, in three lines. */
const CASTS = /\/\*\* @type [^*]*\*\/(?= ?[(.])/g;
const COMMENTS = /\/\*.*?\*\/\s*/gs;

const withoutComments = {
  name: "without comments",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(CASTS, ""),
    }));
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      // In a string a line break costs a character more than a space.
      contents: (await readFile(path, "utf8")).replace(COMMENTS, "").replace(/\n\s*/g, " "),
      loader: "text",
    }));
  },
};

const { outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  // Names at the top level are seen by nobody else: a content script has a world of its own.
  format: "esm",
  banner: { js: '"use strict";' },
  absWorkingDir: dirname(entry),
  charset: "utf8",
  target: ["chrome123", "firefox142"],
  legalComments: "inline",
  logLevel: "warning",
  plugins: [withoutComments],
});
const script = outputFiles[0].text
  .replaceAll("/* @__PURE__ */ ", "")
  .replace(/^(?: {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2));
await mkdir(dirname(outfile), { recursive: true });
await writeFile(outfile, script);
