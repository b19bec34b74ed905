import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchAck } from "./ack/bench-ack.js";
import { benchExpire } from "./expire/bench-expire.js";
import type { Figures, Report } from "./figures.js";
import { benchHome } from "./home/bench-home.js";
import { benchOverhead } from "./overhead/bench-overhead.js";
import { benchThroughput } from "./scale/bench-throughput.js";
import { benchWaiting } from "./scale/bench-waiting.js";

const usage = `npm run bench -- [ack] [expire] [home] [overhead] [waiting] [throughput]
  [--embedded] [--postgres] [--seconds 30] [--runs 60 (waiting: 10000, throughput: 80)] [--calls 5000] [--no-flush]`;

/** What runs without a name. */
const everyday = ["ack", "expire", "home", "overhead", "throughput"];

/** Runs the named benches, without a name all but `waiting`; the last line is one line of JSON. */
async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: "string", default: "30" },
      runs: { type: "string" },
      "no-flush": { type: "boolean", default: false },
      calls: { type: "string", default: "5000" },
      embedded: { type: "boolean", default: false },
      postgres: { type: "boolean", default: false },
    },
  });
  const bothOr: ("embedded" | "postgres")[] =
    values.postgres === values.embedded
      ? ["embedded", "postgres"]
      : [values.postgres ? "postgres" : "embedded"];
  const benches: Record<string, () => Promise<Report>> = {
    ack: () =>
      benchAck({
        seconds: Number(values.seconds),
        stores:
          values.postgres && !values.embedded
            ? ["postgres"]
            : values.postgres
              ? ["embedded", "postgres"]
              : ["embedded"],
      }),
    expire: () => benchExpire({ calls: Number(values.calls) }),
    home: () => benchHome({ stores: bothOr }),
    overhead: () =>
      benchOverhead({
        runs: Number(values.runs ?? 60),
        stores: bothOr,
      }),
    waiting: () =>
      benchWaiting({ runs: Number(values.runs ?? 10_000), flush: !values["no-flush"] }),
    throughput: () => benchThroughput({ runs: Number(values.runs ?? 80) }),
  };
  const unknown = positionals.filter((name) => !(name in benches));
  if (unknown.length > 0) throw new Error(`No such bench: ${unknown.join(", ")}.\n${usage}`);
  // Ten thousand jobs take the better part of an hour, so nobody gets them without asking.
  const chosen = positionals.length > 0 ? positionals : everyday;
  if (positionals.length === 0) console.log("Left out: waiting. Name it to run it.");
  const all: Figures = {};
  const broken: string[] = [];
  for (const [name, run] of Object.entries(benches)) {
    if (!chosen.includes(name)) continue;
    const report = await run();
    all[name] = report.figures;
    broken.push(...report.broken);
  }
  for (const sentence of broken) console.log(`broken: ${sentence}`);
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  console.log(JSON.stringify({ ...all, load, broken }));
  process.exitCode = broken.length > 0 ? 1 : 0;
}

await bench().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(2);
});
