// Knows how Angular's components become JavaScript ahead of time, without its command line: ours
// by its compiler, those of its packages by its linker. At run time they would need `eval`, which
// the page's policy forbids.
import { readFile } from "node:fs/promises";
import { createCompilerHost, createProgram, formatDiagnostics } from "@angular/compiler-cli";
import linker from "@angular/compiler-cli/linker/babel";
import { transformAsync } from "@babel/core";
import ts from "typescript";

const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
  strict: true,
  skipLibCheck: true,
  noUncheckedSideEffectImports: false,
};

/** Our own component, compiled. */
function compiled(file) {
  let text = "";
  const host = createCompilerHost({ options: OPTIONS });
  host.writeFile = (name, content) => {
    if (name.endsWith(".js")) text = content;
  };
  const program = createProgram({ rootNames: [file], options: OPTIONS, host });
  const errors = [
    ...program.getTsOptionDiagnostics(),
    ...program.getTsSyntacticDiagnostics(),
    ...program.getTsSemanticDiagnostics(),
    ...program.getNgStructuralDiagnostics(),
    ...program.getNgSemanticDiagnostics(),
  ];
  if (errors.length > 0) throw new Error(formatDiagnostics(errors));
  program.emit();
  return text;
}

export const angular = (src) => ({
  name: "angular",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
      path.startsWith(src) ? { contents: compiled(path), loader: "js" } : undefined,
    );
    build.onLoad({ filter: /@angular[\\/].*\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes("ɵɵngDeclare")) return { contents: source, loader: "js" };
      const linked = await transformAsync(source, {
        filename: path,
        plugins: [linker],
        compact: false,
        configFile: false,
        babelrc: false,
      });
      return { contents: linked.code, loader: "js" };
    });
  },
});
