import type { z } from "zod";
import { agentIo, AgentRole } from "../domain/agent-io.js";
import { strictSchema } from "../models/strict-schema.js";
import { agents } from "./create-agents.js";
import type { Prompts } from "./prompt-file.js";
import { DATA_NOTICE } from "./user-message.js";

const INTRO = `# Agents

Generated from the code by \`npx tsx docs/write-agents.ts\`; a test fails when it is stale.

Every agent is one call with one small job. The system message is its prompt, \`prompts/<role>.md\`, with nothing but
trusted values filled in. The user message is one line, "${DATA_NOTICE}", and then the input as one JSON value.
The answer has the form of a JSON schema whose **name is the role**, so that a compatible server, a recording or a
test can tell the calls apart. It is parsed, repaired at most twice, and then the rules below are applied to it.`;

/** `docs/agents.md`: who the agents are, what goes in, what comes out, and which rules stand behind them. */
export function describeAgents(prompts: Prompts): string {
  const parts = AgentRole.options.map((role) => {
    const agent = agents[role];
    const prompt = prompts[role];
    return [
      `## ${role}`,
      prompt.description,
      `Model role: ${prompt.model}. Writes at most ${agent.maxOutputTokens.toLocaleString("en")} tokens, reasoning included.`,
      `Rules after the model:\n\n${agent.rules.map((rule) => `- ${rule}`).join("\n")}`,
      `Goes in: ${fieldsOf(agentIo[role].in)
        .map((name) => `\`${name}\``)
        .join(", ")}.`,
      `Comes out:\n\n\`\`\`json\n${JSON.stringify(strictSchema(agentIo[role].out), null, 1)}\n\`\`\``,
    ].join("\n\n");
  });
  return `${[INTRO, ...parts].join("\n\n")}\n`;
}

function fieldsOf(schema: z.ZodObject): string[] {
  return Object.keys(schema.shape);
}
