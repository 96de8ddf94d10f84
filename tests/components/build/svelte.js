// Knows how Svelte's components and modules become JavaScript, and how to mount one.
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { compile, compileModule } from "svelte/compiler";

export const svelte = {
  name: "svelte",
  setup(build) {
    build.onResolve({ filter: /\.svelte$/ }, ({ path, kind, resolveDir }) =>
      kind === "entry-point" ? { path: resolve(resolveDir, path), namespace: "svelte-entry" } : undefined,
    );
    build.onLoad({ filter: /\.svelte$/, namespace: "svelte-entry" }, ({ path }) => ({
      contents: `
        import { mount } from "svelte";
        import Setting from "./${basename(path)}";
        export default (target, props) => mount(Setting, { target, props });`,
      resolveDir: dirname(path),
    }));
    const options = { generate: "client", dev: false };
    build.onLoad({ filter: /\.svelte$/ }, async ({ path: filename }) => {
      const source = await readFile(filename, "utf8");
      const { js } = compile(source, { ...options, filename, css: "injected" });
      return { contents: js.code };
    });
    build.onLoad({ filter: /\.svelte\.js$/ }, async ({ path: filename }) => {
      const source = await readFile(filename, "utf8");
      return { contents: compileModule(source, { ...options, filename }).js.code };
    });
  },
};
