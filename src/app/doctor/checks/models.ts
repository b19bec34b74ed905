import { systemClock } from "../../../clock.js";
import type { Settings } from "../../../config.js";
import { createChat } from "../../../models/chat.js";
import type { ModelRole } from "../../../models/model-call.js";
import { listPrices } from "../../../models/prices.js";
import { type ModelProbe, probeModel } from "../../../models/probe-model.js";
import { type Check, type Finding, type Problem, skipped } from "../finding.js";
import { placeOf } from "../hide-secrets.js";

const OPENAI = "https://api.openai.com/v1";

/** Whether the endpoint answers, takes the key, and has each model, by one tiny call to each. */
export function modelsCheck(settings: Settings): Check {
  const look = async (signal: AbortSignal): Promise<Finding> => {
    const { OPENAI_API_KEY: apiKey, MODEL_FAST: fast, MODEL_STRONG: strong } = settings.values;
    if (!apiKey) return skipped("OPENAI_API_KEY");
    if (!fast || !strong) return skipped("MODEL_FAST and MODEL_STRONG");
    if (settings.problems.some(({ what }) => what.startsWith("OPENAI_BASE_URL"))) {
      return skipped("OPENAI_BASE_URL");
    }
    const baseUrl = settings.values.OPENAI_BASE_URL ?? OPENAI;
    const now = () => systemClock.now();
    const deps = {
      chat: createChat({ apiKey, baseUrl, now }),
      prices: pricesOf(settings),
      now: now(),
    };
    const asked: [string, ModelRole, string][] = [[fast, "fast", "MODEL_FAST"]];
    if (strong !== fast) asked.push([strong, "strong", "MODEL_STRONG"]);
    const probes = await Promise.all(
      asked.map(async ([id, role, variable]) => ({
        probe: await probeModel(deps, id, role, signal),
        id,
        variable,
      })),
    );
    return judge(probes, placeOf(baseUrl));
  };
  return { key: "models", name: "Models", limitMs: 60_000, look };
}

function pricesOf({ file }: Settings) {
  const own = Object.entries(file?.models.prices ?? {});
  return {
    ...listPrices,
    ...Object.fromEntries(own.map(([id, price]) => [id, { inUsd: price.in, outUsd: price.out }])),
  };
}

function judge(
  probes: { probe: ModelProbe; id: string; variable: string }[],
  place: string,
): Finding {
  const problems = new Map<string, Problem>();
  let costUsd = 0;
  for (const { probe, id, variable } of probes) {
    if (probe.kind === "ok") costUsd += probe.costUsd;
    else {
      const found = explain(probe, { id, variable, place });
      // A wrong key or address is one problem, however many models stand behind it.
      problems.set(found.what, found);
    }
  }
  const figures = { models: probes.map(({ id }) => id).join(","), costUsd };
  if (problems.size > 0) return { state: "broken", problems: [...problems.values()], figures };
  const names = probes.map(({ id }) => id).join(" and ");
  const price = costUsd < 0.01 ? "less than a cent" : `about $${costUsd.toFixed(2)}`;
  const verb = probes.length > 1 ? "answer" : "answers";
  return { state: "ok", says: `${names} ${verb}; asking cost ${price}`, figures };
}

function explain(
  { kind, reason }: Exclude<ModelProbe, { kind: "ok" }>,
  { id, variable, place }: { id: string; variable: string; place: string },
): Problem {
  switch (kind) {
    case "no_answer":
      return {
        what: `The model service at ${place} does not answer (${reason}).`,
        fix: "Check OPENAI_BASE_URL, that the server runs, and this machine's way to it.",
      };
    case "address":
      return {
        what: `There is no model service at ${place} (${reason}).`,
        fix: "Correct OPENAI_BASE_URL; it mostly ends in /v1.",
      };
    case "key":
      return {
        what: `The model service does not take the key (${reason}).`,
        fix: "Put a valid key of that service into OPENAI_API_KEY.",
      };
    case "unknown_model":
      return {
        what: `The model service has no model ${id} (${reason}).`,
        fix: `Set ${variable} to an id that it has and your key may use.`,
      };
    case "form":
      return {
        what: `${id} did not answer in the form it was asked for (${reason}).`,
        fix: `Set ${variable} to a model that can give structured output by a JSON schema.`,
      };
    case "refused":
      return {
        what: `The model service refused a call to ${id} (${reason}).`,
        fix: "Look at quota and limits of your account; a 400 means it takes no JSON schema.",
      };
  }
}
