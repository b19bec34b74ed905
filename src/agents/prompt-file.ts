import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { AgentRole } from "../domain/agent-io.js";
import { fail } from "../errors.js";

const FrontMatter = z.strictObject({
  description: z.string().min(1),
  model: z.enum(["fast", "strong"]),
  inputs: z.array(z.string().regex(/^[a-z][a-z_]*$/)),
});

/** A prompt as it stands in its file; `render` fills in trusted values in a single pass. */
export interface Prompt extends z.infer<typeof FrontMatter> {
  body: string;
  /** Of the whole file, for the record of what was asked. */
  sha256: string;
  render(values: Readonly<Record<string, string>>): string;
}

/** All prompts by role. */
export type Prompts = Record<AgentRole, Prompt>;

/** The headings every prompt has, in this order. */
export const promptSections = ["Who you are", "Facts", "What to do", "Limits", "Output"] as const;

const FILE = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/;
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** Reads a prompt's text; throws `PROMPT_INVALID` with the file's name and what is wrong. */
export function parsePrompt(name: string, text: string): Prompt {
  const bad = (what: string): never => {
    throw fail("PROMPT_INVALID", { detail: `${name}: ${what}` });
  };
  const parts = FILE.exec(text.replaceAll("\r\n", "\n")) ?? bad("it has no front matter");
  let yaml: unknown;
  try {
    yaml = parseYaml(parts[1]!);
  } catch (cause) {
    throw fail("PROMPT_INVALID", { detail: `${name}: the front matter is not YAML`, cause });
  }
  const front = FrontMatter.safeParse(yaml);
  if (!front.success) {
    return bad(
      `front matter, ${front.error.issues.map((i) => i.path.join(".") || i.message).join(", ")}`,
    );
  }
  const body = parts[2]!.trim();
  const used = new Set([...body.matchAll(PLACEHOLDER)].map((found) => found[1]!));
  for (const input of used)
    if (!front.data.inputs.includes(input)) bad(`{{${input}}} is not declared`);
  for (const input of front.data.inputs) if (!used.has(input)) bad(`input ${input} is never used`);
  const headings = [...body.matchAll(/^## (.+)$/gm)].map((found) => found[1]);
  if (headings.join("|") !== promptSections.join("|")) {
    bad(`its sections must be ${promptSections.join(", ")}`);
  }
  return {
    ...front.data,
    body,
    sha256: createHash("sha256").update(text).digest("hex"),
    render: (values) =>
      // One pass: what a value contains is never looked at again.
      body.replace(PLACEHOLDER, (_, input: string) =>
        Object.hasOwn(values, input) ? values[input]! : bad(`no value for {{${input}}}`),
      ),
  };
}

/** Loads `<role>.md` for every agent from a folder; throws `PROMPT_INVALID`. */
export async function loadPrompts(folder: string): Promise<Prompts> {
  const loaded = await Promise.all(
    AgentRole.options.map(async (role) => {
      const file = `${role}.md`;
      const text = await readFile(join(folder, file), "utf8").catch((cause: unknown) => {
        throw fail("PROMPT_INVALID", { detail: `${file} cannot be read`, cause });
      });
      return [role, parsePrompt(file, text)] as const;
    }),
  );
  return Object.fromEntries(loaded) as Prompts;
}
