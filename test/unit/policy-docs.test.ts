import { FileConfig } from "../../src/config.js";
import { parse } from "yaml";
import { explained } from "../support/explained.js";
import { readRoot } from "../tree.js";

const page = readRoot("docs/policy.md");
const blocks = [...page.matchAll(/^```(yaml|csv|console)\n([\s\S]*?)^```$/gm)].map(
  ([, kind = "", text = ""]) => ({ kind, text }),
);

/** Every command of the page with the config before it and the file beside that. */
const shown = blocks.flatMap(({ kind, text }, index) => {
  if (kind !== "console") return [];
  const before = (wanted: string) =>
    blocks.slice(0, index).findLast((one) => one.kind === wanted)?.text ?? "";
  const [command = "", ...output] = text.split("\n");
  return { command, output: output.join("\n"), config: before("yaml"), onCall: before("csv") };
});

/** The words after `policy`, as a shell would part them. */
const wordsOf = (command: string) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain ?? "")
    .slice(5);

describe("docs/policy.md", () => {
  it("has three complete examples, each with what comes of it", () => {
    const configs = blocks.filter(({ kind }) => kind === "yaml");
    expect(configs).toHaveLength(3);
    for (const { text } of configs) {
      expect(FileConfig.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
      expect(shown.filter(({ config }) => config === text).length).toBeGreaterThan(1);
    }
  });

  it.each(shown)("shows what $command prints", async ({ command, config, onCall, output }) => {
    const files = { "on-call.csv": onCall };
    const { exitCode, problems, text } = await explained(config, wordsOf(command), files);
    expect({ exitCode, problems, text }).toEqual({ exitCode: 0, problems: [], text: output });
  });
});
