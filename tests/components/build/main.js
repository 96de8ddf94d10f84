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

/** Style sheets of other servers, with fonts: a page of the practice site has none of them. */
const remote = {
  name: "remote",
  setup(build) {
    build.onResolve({ filter: /^https?:/ }, ({ kind, path }) =>
      kind === "import-rule" ? { path, namespace: "remote" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "remote" }, () => ({ contents: "", loader: "css" }));
  },
};

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
  // Pictures are part of what is drawn; fonts would be files of their own.
  loader: {
    ".svg": "dataurl",
    ".png": "dataurl",
    ".woff": "empty",
    ".woff2": "empty",
    ".ttf": "empty",
    ".eot": "empty",
  },
  define: { "process.env": '{"NODE_ENV":"production"}', ngDevMode: "false" },
  legalComments: "none",
  logLevel: "warning",
  logOverride: { "import-is-undefined": "silent" },
  plugins: [angular(src), ember, remote, svelte, vue],
});
