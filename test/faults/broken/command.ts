import { cases } from "../cases/index.js";
import type { AnyCase } from "../harness/case.js";
import type { Patch } from "../harness/fault-build.js";
import { lineOf, wrongOf } from "../harness/report.js";
import { runCases } from "../harness/run-cases.js";
import { brokenBuilds } from "./builds.js";

/** `npm run faults -- broken`: succeeds if the cases that watch over each build notice what is missing. */
export async function broken(args: string[]): Promise<void> {
  const chosen = brokenBuilds.filter(({ name }) => args.every((word) => name.includes(word)));
  const caught: Record<string, string[]> = {};
  for (const build of chosen) {
    console.log(`\n${build.name}: without ${build.without}`);
    caught[build.name] = [];
    for (const id of build.cases) {
      const one = cases.find((known) => known.id === id);
      if (!one) throw new Error(`There is no ${id}.`);
      for (const seed of build.seeds) {
        const [report] = await runCases([patched(one, build.patches)], [seed], {
          full: false,
          told: () => undefined,
        });
        console.log([lineOf(report!), ...wrongOf(report!)].join("\n"));
        const [result] = report!.results;
        const wrong = result?.wrong.join("; ") ?? "";
        if (!build.expects.test(wrong)) continue;
        caught[build.name]!.push(`${id} seed ${seed}: ${wrong}`);
        break;
      }
    }
  }
  const missed = chosen.filter(({ name, cases: all }) => caught[name]!.length < all.length);
  console.log(
    missed.length === 0
      ? "\nall caught"
      : `\nnot caught: ${missed.map((one) => one.name).join(", ")}`,
  );
  const line = JSON.stringify({
    builds: chosen.length,
    missed: missed.map(({ name }) => name),
    caught,
  });
  process.stdout.write(`${line}\n`, () => process.exit(missed.length === 0 ? 0 : 1));
}

/** The same case on a stage whose processes are of that build. */
function patched(one: AnyCase, patches: Patch[]): AnyCase {
  if (!("stage" in one)) throw new Error(`${one.id} needs no build.`);
  const { stage } = one;
  const of = (seed: number) => (typeof stage === "function" ? stage(seed) : stage);
  return {
    ...one,
    stage: (seed) => ({ ...of(seed), patches: [...(of(seed).patches ?? []), ...patches] }),
  };
}
