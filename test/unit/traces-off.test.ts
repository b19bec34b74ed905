import { sourceFiles } from "../tree.js";
import { findImports } from "../import-rules.js";

/** Files that load a package of OpenTelemetry's as soon as they are loaded themselves. */
const vendors = [...sourceFiles("src")].filter(([, text]) =>
  findImports(text).some((one) => !one.typeOnly && one.specifier.startsWith("@opentelemetry/")),
);

it("loads OpenTelemetry in one file only, which is loaded when traces are switched on", () => {
  expect(vendors.map(([path]) => path)).toEqual(["src/app/traces/open-traces.ts"]);
  const loading = [...sourceFiles("src")].flatMap(([path, text]) =>
    [...text.matchAll(/^.*open-traces\.js.*$/gm)].map(([line]) => `${path}: ${line.trim()}`),
  );
  expect(loading).toEqual([
    'src/app/traces/bind-traces.ts: const { openTraces } = await import("./open-traces.js");',
  ]);
});
