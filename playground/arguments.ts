import { parseArgs } from "node:util";
import { z } from "zod";

const Port = z.coerce.number().int().min(0).max(65_535);

/** What `npm run playground` was asked: a port, whether to begin anew, and which surface Slack has. */
export interface PlaygroundArguments {
  port: number;
  fresh: boolean;
  /** A workspace without agent sessions, status lines, prompts and the newer blocks. */
  plain: boolean;
}

/** Reads `--port N --fresh --plain`; throws one plain line for anything else. */
export function readArguments(args: string[]): PlaygroundArguments {
  const usage = "Use: npm run playground -- [--port 4500] [--fresh] [--plain]";
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "4500" },
        fresh: { type: "boolean", default: false },
        plain: { type: "boolean", default: false },
      },
    });
    return { port: Port.parse(values.port), fresh: values.fresh, plain: values.plain };
  } catch (cause) {
    throw new Error(usage, { cause });
  }
}
