import { databaseGauges, ownGauges, queueGauges } from "../../src/app/metrics/gauges.js";
import { counters, histograms } from "../../src/meter.js";
import { readRoot, sourceFiles } from "../tree.js";

const page = readRoot("docs/operations.md");
const rows = [...page.matchAll(/^\| `(fermata_\w+)(?:\{([\w,]+)\})?` \|/gm)];

it("explains each number with its labels, and no other", () => {
  const documented = Object.fromEntries(rows.map(([, name, labels = ""]) => [name, labels]));
  const made = [
    ...Object.entries({ ...counters, ...histograms }).map(([name, one]) => ({ name, ...one })),
    ...ownGauges,
    ...databaseGauges,
    ...queueGauges,
  ];
  expect(documented).toEqual(
    Object.fromEntries(made.map(({ name, labels }) => [name, labels.join(",")])),
  );
});

it("names numbers as Prometheus wants it", () => {
  for (const name of Object.keys(counters)) expect(name).toMatch(/_total$/);
  for (const name of Object.keys(histograms)) expect(name).toMatch(/_seconds$/);
});

it("has a command for each backup and restore that a test runs", () => {
  const blocks = [...page.matchAll(/^```sh (\S+)$/gm)].map((match) => match[1]);
  expect(blocks).toEqual([
    "backup-postgres",
    "restore-postgres",
    "backup-embedded",
    "restore-embedded",
  ]);
});

it("says of an error in a log its class, never the words of a library", () => {
  const logged = [...sourceFiles("src")].filter(([, text]) =>
    /\{[^}]*\berror: (String\(error|error\.message)/.test(text),
  );
  expect(logged.map(([path]) => path)).toEqual([]);
});
