import { bot, team } from "../../playground/seed/ids.js";
import type { Acked } from "../../playground/workspace/deliveries.js";
import { knownChannel, knownPerson } from "../../playground/workspace/sight.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

let pressed = 0;

/** Presses a button that nobody was shown: any control, any value, anywhere; every press is a new one. */
export async function forge(
  workspace: Workspace,
  press: { user: string; channel: string; threadTs?: string; actionId: string; value: string },
): Promise<Acked> {
  pressed += 1;
  const person = knownPerson(workspace.world, press.user);
  const channel = knownChannel(workspace.world, press.channel).id;
  const thread = press.threadTs === undefined ? {} : { thread_ts: press.threadTs };
  const acked = await workspace.deliver("interactive", {
    type: "block_actions",
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: bot.appId,
    team: { id: team.id, domain: team.domain },
    container: { type: "message", message_ts: "1.000100", channel_id: channel, ...thread },
    trigger_id: `forged.${pressed}.${Math.random()}`,
    channel: { id: channel, name: press.channel },
    message: { ts: "1.000100", ...thread },
    state: { values: {} },
    actions: [
      {
        action_id: press.actionId,
        block_id: "b",
        action_ts: `${1_000 + pressed}.000100`,
        ...(press.actionId.endsWith(".more")
          ? { type: "overflow", selected_option: { value: press.value } }
          : { type: "button", value: press.value }),
      },
    ],
  });
  if (!acked) throw new Error("Nobody answered the press.");
  return acked;
}
