import type { PromptsItem } from "../domain/surface-items.js";
import type { OutboxRows } from "./ports.js";

// Choosing one sends it as it is, so each asks for what it needs. `manifest.yml` proposes the same.
const prompts: PromptsItem["prompts"] = [
  {
    title: "Make a brief of my notes",
    message: "Turn my notes into a one-page brief. Ask me for the notes.",
  },
  {
    title: "Draft a reply",
    message: "Draft a reply to a message that I got. Ask me for the message.",
  },
  { title: "What can you do?", message: "What can you do?" },
];

/** Proposes three things to start with in the agent's pane: once a person and day, or when they change. */
export async function offerPrompts(
  rows: { outbox: OutboxRows },
  to: { team: string; userId: string; channel: string },
  now: Date,
): Promise<void> {
  await rows.outbox.put({
    type: "prompts",
    opKey: `prompts:${to.team}:${to.userId}`,
    runId: null,
    channel: to.channel,
    threadTs: null,
    prompts,
    day: now.toISOString().slice(0, 10),
  });
}
