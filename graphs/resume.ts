import { Command } from "@langchain/langgraph";
import type { Resume } from "./ports.js";

/** Answers the one pending interrupt: exactly one key, just read; any other form would answer every one. */
export function resumeWith(interruptId: string, resume: Resume): Command {
  return new Command({ resume: { [interruptId]: resume } });
}
