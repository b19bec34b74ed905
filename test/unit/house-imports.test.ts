import { checkImports, findImports } from "../import-rules.js";
import { sourceFiles } from "../tree.js";

const check = (path: string, ...lines: string[]) =>
  checkImports(new Map([[path, lines.join("\n")]]));

describe("the import direction", () => {
  it("holds in src, graphs and playground", () => {
    expect(checkImports(sourceFiles("src", "graphs", "playground"))).toEqual([]);
  });

  it("sees every file", () => {
    const paths = [...sourceFiles("src", "graphs", "playground").keys()];
    expect(paths).toContain("src/errors.ts");
    expect(paths).toContain("graphs/ports.ts");
    expect(paths.some((path) => path.startsWith("playground/"))).toBe(true);
  });
});

describe("the rules", () => {
  it.each([
    ["src/humans/decide.ts", `import { x } from "../runs/advance.js";`],
    ["src/intake/accept.ts", `import { x } from "../schedules/fire.js";`],
    ["src/policy/evaluate.ts", `import { x } from "../ledger/append.js";`],
    ["src/runs/start.ts", `import { x } from "../store/runs.js";`],
    ["src/intake/accept.ts", `import { x } from "../slack/text.js";`],
    ["src/slack/outbound/send.ts", `import { x } from "../../store/outbox.js";`],
    ["src/slack/listeners/actions.ts", `import { x } from "../../../graphs/request/v1.js";`],
    ["src/agents/draft.ts", `import type { Ports } from "../../graphs/ports.js";`],
    ["src/main.ts", `import { x } from "./store/open.js";`],
    ["src/slack/outbound/send.ts", `import { readConfig } from "../../config.js";`],
    ["src/domain/run.ts", `import { fail } from "../errors.js";`],
    ["src/domain/run.ts", `import { DateTime } from "luxon";`],
    ["src/domain/run.ts", `import { createHash } from "node:crypto";`],
    ["graphs/request/v1.ts", `import { x } from "../../src/runs/start.js";`],
    ["graphs/request/v1.ts", `import { x } from "../../src/humans/ports.js";`],
    ["src/runs/start.ts", `import { createApp } from "../app.js";`],
    ["src/slack/views/card.ts", `import { App } from "@slack/bolt";`],
    ["playground/main.ts", `import { x } from "../src/domain/run.js";`],
    ["src/app.ts", `import { x } from "../playground/main.js";`],
    ["src/intake/accept.ts", `import { App } from "@slack/bolt";`],
    ["src/humans/open.ts", `import type { Block } from "@slack/types";`],
    ["src/runs/start.ts", `import { Queue } from "bullmq";`],
    ["src/app.ts", `import pg from "pg";`],
    ["src/ledger/append.ts", `import { sql } from "kysely";`],
    ["src/agents/draft.ts", `import { ChatOpenAI } from "@langchain/openai";`],
    ["src/runs/advance.ts", `import { Command } from "@langchain/langgraph";`],
    ["src/slack/views/card.ts", `import { x } from "../../errors.js";`],
    ["src/slack/views/card.ts", `import { x } from "../outbound/send.js";`],
    ["src/slack/views/card.ts", `import { x } from "../../humans/ports.js";`],
    ["src/slack/views/card.ts", `import { DateTime } from "luxon";`],
    ["src/slack/outbound/send.ts", `import { x } from "../../store/ports.js";`],
    ["src/helpers/x.ts", `export const x = 1;`],
    ["src/log.ts", `export const level = process.env.LEVEL;`],
    ["src/runs/start.ts", `const x = await import("../store/open.js");`],
    ["src/runs/start.ts", `export * from "../store/open.js";`],
    ["src/runs/start.ts", `import {\n  a,\n  type B,\n} from "../store/open.js";`],
  ])("refuse %s with %s", (path, line) => {
    expect(check(path, line)).toHaveLength(1);
  });

  it.each([
    ["src/main.ts", `import { createApp } from "./app.js";`],
    ["src/app.ts", `import { buildRequestGraph } from "../graphs/request/v1.js";`],
    ["src/app/slack-in.ts", `import { App } from "@slack/bolt";`],
    ["src/runs/advance.ts", `import { buildRequestGraph } from "../../graphs/request/v1.js";`],
    ["src/runs/advance.ts", `import type { CompiledStateGraph } from "@langchain/langgraph";`],
    ["src/intake/accept.ts", `import { startRun } from "../runs/start.js";`],
    ["src/store/outbox.ts", `import type { OutboxWork } from "../slack/outbound/ports.js";`],
    ["src/store/runs.ts", `import { sql } from "kysely";`],
    ["src/agents/draft.ts", `import { call } from "../models/call.js";`],
    ["graphs/request/v1.ts", `import { StateGraph } from "@langchain/langgraph";`],
    ["src/slack/views/card.ts", `import type { KnownBlock } from "@slack/types";`],
    ["src/slack/views/card.ts", `import { escape } from "../text/escape.js";`],
    ["src/domain/run.ts", `import { z } from "zod";`],
    ["playground/main.ts", `import { WebSocketServer } from "ws";`],
    ["src/config.ts", `export const read = (env = process.env) => env;`],
  ])("allow %s with %s", (path, line) => {
    expect(check(path, line)).toEqual([]);
  });

  it("tell types from values", () => {
    const source = [
      `import type { A } from "a";`,
      `import { type B, type C } from "b";`,
      `import { type D, e } from "c";`,
      `import F, { type G } from "d";`,
      `import "e";`,
      `import * as h from "f";`,
    ].join("\n");
    expect(findImports(source)).toEqual([
      { specifier: "a", typeOnly: true },
      { specifier: "b", typeOnly: true },
      { specifier: "c", typeOnly: false },
      { specifier: "d", typeOnly: false },
      { specifier: "e", typeOnly: false },
      { specifier: "f", typeOnly: false },
    ]);
  });
});
