import { Command } from "@langchain/langgraph";
import type { Resume } from "../ports.js";
import type { Update } from "./state.js";

/** A command that the request graph takes. */
export type ResumeCommand = Command<unknown, Update, "hold">;

/**
 * Makes the command that answers a hold. `interruptId` is the pending interrupt's id, just read from the state: any
 * other key, or none, would make the whole value the answer to whatever is pending.
 */
export function resumeCommand(interruptId: string, resume: Resume): ResumeCommand {
  return new Command<unknown, Update, "hold">({ resume: { [interruptId]: resume } });
}
