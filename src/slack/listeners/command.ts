import { z } from "zod";
import { isHelp } from "../../intake/words.js";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import type { Place } from "./place.js";
import { onScheduleCommand, readScheduleCommand } from "./schedule-command.js";

const Command = z.looseObject({
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(""),
  trigger_id: z.string(),
});

/** Who gave the command and where. */
export function commandPlace(body: unknown, team: string): Place {
  const command = Command.parse(body);
  return {
    team,
    actor: command.user_id,
    channel: command.channel_id,
    threadTs: null,
    triggerId: command.trigger_id,
  };
}

/** `/fermata <goal>` starts a job under a root message of its own; alone or with "help" it explains. */
export async function onCommand(
  deps: ListenerDeps,
  body: unknown,
  ack: (text?: string) => Promise<void>,
): Promise<void> {
  const command = Command.parse(body);
  const to = { channel: command.channel_id, threadTs: null, userId: command.user_id };
  if (!(await deps.isMember(command.channel_id))) {
    await ack("Add me to this channel first: type /invite @Fermata here. Or write to me directly.");
    return;
  }
  if (isHelp(command.text)) {
    await deps.offerHelp({ ...to, key: command.trigger_id });
    await ack();
    return;
  }
  const place = commandPlace(body, deps.team);
  const schedule = readScheduleCommand(command.text);
  if (schedule) return onScheduleCommand(deps, place, schedule, ack);
  const goal = { kind: "goal", text: command.text.trim(), threadTs: null } as const;
  await commitThenAct(deps, place, `command:${command.trigger_id}`, goal, () =>
    ack("On it. The answer comes in a thread here."),
  );
}
