import type { AnswerArgs } from "../domain/human-call.js";
import type { Transact } from "../domain/transact.js";
import type { Authoriser } from "./authorise.js";
import type { CallRows, Channels } from "./ports.js";

/** The people whom an answer names: what was chosen in person fields, else what is filled in. */
export function chosenIds(args: AnswerArgs, values: Record<string, string> | null): string[] {
  const ids = args.fields
    .filter((field) => field.type === "person")
    .map((field) => (values === null ? field.default : values[field.name]) ?? "");
  return [...new Set(ids)].filter((id) => /^[UW][A-Z0-9]+$/.test(id));
}

/** The channels that an answer names. */
export function chosenChannels(args: AnswerArgs, values: Record<string, string>): string[] {
  const ids = args.fields
    .filter((field) => field.type === "channel")
    .map((field) => values[field.name] ?? "");
  return [...new Set(ids)].filter((id) => /^[CG][A-Z0-9]+$/.test(id));
}

/**
 * Makes the reading of who the people in an answer are and what its channels are called, before it is decided;
 * outside a transaction, because Slack may be asked. Names by id; throws `SLACK_UNREACHABLE`.
 */
export function createChosenNames(deps: {
  transact: Transact<{ calls: Pick<CallRows, "get"> }>;
  authoriser: Authoriser;
  channels: Pick<Channels, "facts">;
}): (input: {
  team: string;
  callId: string;
  verb: string;
  values: Record<string, string>;
}) => Promise<Record<string, string>> {
  return async (input) => {
    if (input.verb !== "answer" && input.verb !== "answer.defaults") return {};
    const call = await deps.transact((rows) => rows.calls.get(input.callId));
    if (call?.status !== "open" || call.args.fn !== "answer") return {};
    const names: Record<string, string> = {};
    for (const id of chosenIds(call.args, input.verb === "answer" ? input.values : null)) {
      names[id] = (await deps.authoriser.person(input.team, id)).name;
    }
    for (const id of input.verb === "answer" ? chosenChannels(call.args, input.values) : []) {
      const channel = await deps.channels.facts(id);
      // One that Fermata cannot see keeps its name to itself.
      names[id] = channel && channel.name !== "" ? `#${channel.name}` : "a channel I cannot see";
    }
    return names;
  };
}
