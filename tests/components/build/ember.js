// Knows how Ember's templates become JavaScript ahead of time: ours in a .gjs file, and those that
// its packages bring along as text. At run time they would need `eval`, which the page's policy
// forbids.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { transformAsync } from "@babel/core";
import { buildMacros } from "@embroider/macros/babel";
import templates from "babel-plugin-ember-template-compilation";
import { Preprocessor } from "content-tag";
import * as compiler from "ember-source/ember-template-compiler/index.js";

const require = createRequire(import.meta.url);
/** What Ember itself provides: the name of a module → the file of ember-source. */
const PROVIDED = require("ember-source/package.json")["ember-addon"]["renamed-modules"];
const { babelMacros } = buildMacros({ dir: dirname(require.resolve("../package.json")) });
const PLUGINS = [[templates, { compiler }], ...babelMacros];

/** JavaScript that holds no template as text and no macro any more. */
async function compiled(source, filename) {
  const options = { filename, plugins: PLUGINS, compact: false, configFile: false, babelrc: false };
  return { contents: (await transformAsync(source, options)).code, loader: "js" };
}

export const ember = {
  name: "ember",
  setup(build) {
    build.onResolve({ filter: /^@(ember|glimmer)\// }, ({ path, ...place }) => {
      const provided = PROVIDED[`${path}/index.js`] ?? PROVIDED[`${path}.js`];
      if (provided) return build.resolve(provided, place);
      // An older package, whose modules are not where they are imported from.
      const [, name, module] = /^(@ember\/render-modifiers)\/(modifiers\/.*)$/.exec(path) ?? [];
      return name && build.resolve(`${name}/addon/${module}.js`, place);
    });
    build.onLoad({ filter: /\.gjs$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return compiled(new Preprocessor().process(source, { filename: path }).code, path);
    });
    build.onLoad({ filter: /@(ember|hashicorp)[\\/].*\.js$/ }, async ({ path }) =>
      compiled(await readFile(path, "utf8"), path),
    );
  },
};
