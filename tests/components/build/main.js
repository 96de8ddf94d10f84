// Bundles each file of src/ into one script of its own, `<library>.js`, and one style sheet where
// it has one, `<library>.css`. `node build/main.js <folder>`; run by tests/practice/src/components.rs.
import { readdirSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { angular } from "./angular.js";
import { ember } from "./ember.js";
import { svelte } from "./svelte.js";
import { vue } from "./vue.js";

const [folder] = process.argv.slice(2);
const src = join(dirname(fileURLToPath(import.meta.url)), "../src");

await build({
  entryPoints: readdirSync(src)
    .filter((file) => !file.endsWith(".css"))
    .map((file) => ({ in: join(src, file), out: parse(file).name })),
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  jsx: "automatic",
  conditions: ["svelte", "browser", "production"],
  define: { "process.env": '{"NODE_ENV":"production"}', ngDevMode: "false" },
  legalComments: "none",
  logLevel: "warning",
  logOverride: { "import-is-undefined": "silent" },
  plugins: [angular(src), ember, svelte, vue],
});
