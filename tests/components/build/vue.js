// Knows how a single-file component of Vue becomes JavaScript that mounts it.
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { compileScript, parse } from "vue/compiler-sfc";

export const vue = {
  name: "vue",
  setup(build) {
    build.onResolve({ filter: /\.vue$/ }, ({ path, kind, resolveDir }) => ({
      path: resolve(resolveDir, path),
      namespace: kind === "entry-point" ? "vue-entry" : "file",
    }));
    build.onLoad({ filter: /\.vue$/, namespace: "vue-entry" }, ({ path }) => ({
      contents: `
        import { createApp } from "vue";
        import * as component from "./${basename(path)}";
        export default (place, setting) => {
          const app = createApp(component.default, setting);
          for (const plugin of component.plugins ?? []) app.use(...[plugin].flat());
          app.mount(place);
        };`,
      resolveDir: dirname(path),
    }));
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, "utf8"), { filename: path });
      if (errors.length > 0) throw errors[0];
      const { content } = compileScript(descriptor, { id: basename(path), inlineTemplate: true });
      return { contents: content, loader: "js", resolveDir: dirname(path) };
    });
  },
};
