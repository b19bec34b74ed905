import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "../../../playground/workspace/faults.js";
import type { AgentRole } from "../../../src/domain/agent-io.js";
import {
  type Exchange,
  type ModelServer,
  type Scripts,
  startModelServer,
} from "../../support/model-server.js";

/** How a call to the model goes wrong. */
export type ModelFault =
  /** An error such as 429, 529 or 500, with `Retry-After` in seconds. */
  | { kind: "status"; status: number; retryAfterS?: number }
  /** The connection is reset as soon as the request is there. */
  | { kind: "reset" }
  /** Not one byte, until the caller gives up. */
  | { kind: "no-first-byte" }
  /** Half of the answer, and then a reset. */
  | { kind: "cut" }
  /** A proxy's error page under status 200. */
  | { kind: "html" }
  | { kind: "empty" }
  /** A whole answer whose content is no JSON. */
  | { kind: "bad-json" }
  /** JSON of another shape. */
  | { kind: "wrong-schema" }
  | { kind: "refusal" }
  | { kind: "content-filter" }
  /** The answer ends in the middle because it was too long. */
  | { kind: "length" }
  /** The right answer, later. */
  | { kind: "slow"; ms: number };

/** One plan. Without `probability` it hits `times` calls (1 by default), from the `nth` matching one on. */
export interface ModelPlan {
  fault: ModelFault;
  /** Any role when left out. */
  role?: AgentRole;
  nth?: number;
  times?: number;
  /** Between 0 and 1: the share of matching calls that it hits, drawn from `seed`. */
  probability?: number;
  seed?: number;
}

/** A fault as it happened. */
export interface FaultDone {
  role: AgentRole;
  kind: ModelFault["kind"];
  at: number;
}

/**
 * A scripted model that goes wrong as planned. Its `asked` is the oracle of cost: each call with its words, its time,
 * whether it was answered, and the tokens that a provider would bill.
 */
export interface FaultModel extends ModelServer {
  plan(plan: ModelPlan): void;
  /** Forgets all plans. */
  calm(): void;
  done: FaultDone[];
  billed(): { calls: number; inputTokens: number; outputTokens: number };
}

/** Starts one on a free port. */
export async function startFaultModel(scripts: Scripts): Promise<FaultModel> {
  let plans: { plan: ModelPlan; seen: number; left: number; random: () => number }[] = [];
  const done: FaultDone[] = [];

  function take(role: AgentRole): ModelFault | undefined {
    for (const entry of plans) {
      const { plan } = entry;
      if (plan.role !== undefined && plan.role !== role) continue;
      entry.seen += 1;
      if (entry.left <= 0 || entry.seen < (plan.nth ?? 1)) continue;
      if (plan.probability !== undefined && entry.random() >= plan.probability) continue;
      entry.left -= 1;
      return plan.fault;
    }
    return undefined;
  }

  const model = await startModelServer(scripts, async (exchange) => {
    const fault = take(exchange.asked.role);
    if (!fault) return false;
    done.push({ role: exchange.asked.role, kind: fault.kind, at: Date.now() });
    return spoil(fault, exchange);
  });
  return Object.assign(model, {
    done,
    plan(plan: ModelPlan) {
      const left = plan.times ?? (plan.probability === undefined ? 1 : Infinity);
      plans.push({ plan, seen: 0, left, random: seededRandom(plan.seed ?? 1) });
    },
    calm() {
      plans = [];
    },
    billed() {
      const sum = (key: "inputTokens" | "outputTokens") =>
        model.asked.reduce((total, one) => total + one[key], 0);
      const calls = model.asked.filter((one) => one.outputTokens > 0).length;
      return { calls, inputTokens: sum("inputTokens"), outputTokens: sum("outputTokens") };
    },
  });
}

/** Does the fault; false where the right answer is still to be given. */
async function spoil(fault: ModelFault, exchange: Exchange): Promise<boolean> {
  const { asked, body, content, response } = exchange;
  /** What was generated is billed, whether or not anybody can use it. */
  const bill = () => Object.assign(asked, { inputTokens: 100, outputTokens: 50 });
  const say = (text: string, type = "application/json") => {
    response.writeHead(200, { "content-type": type });
    response.end(text);
    bill();
  };
  switch (fault.kind) {
    case "slow":
      await wait(fault.ms);
      return false;
    case "status":
      refuse(response, fault);
      return true;
    case "reset":
      response.socket?.resetAndDestroy();
      return true;
    case "no-first-byte":
      await once(response, "close");
      return true;
    case "cut":
      return cut(body(content()), response, bill);
    case "html":
      say("<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html");
      return true;
    case "empty":
      say("");
      return true;
    case "bad-json":
      say(body(`${content().slice(0, -2)} and so on`));
      return true;
    case "wrong-schema":
      say(body(JSON.stringify({ verdict: "maybe" })));
      return true;
    case "refusal":
      say(body("", { refusal: "I cannot help with that." }));
      return true;
    case "content-filter":
      say(body("", { finishReason: "content_filter" }));
      return true;
    case "length":
      say(body(content().slice(0, 20), { finishReason: "length" }));
      return true;
  }
}

function refuse(response: ServerResponse, fault: { status: number; retryAfterS?: number }): void {
  response.writeHead(fault.status, {
    "content-type": "application/json",
    ...(fault.retryAfterS === undefined ? {} : { "retry-after": `${fault.retryAfterS}` }),
  });
  response.end(JSON.stringify({ error: { message: "planned failure", type: "server_error" } }));
}

async function cut(text: string, response: ServerResponse, bill: () => void): Promise<boolean> {
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": `${Buffer.byteLength(text)}`,
  });
  await new Promise<void>((resolve) => {
    response.write(text.slice(0, text.length / 2), () => resolve());
  });
  bill();
  response.socket?.resetAndDestroy();
  return true;
}
