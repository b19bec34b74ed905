import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { PlannedTask } from "../../src/domain/task.js";
import type { Scripts } from "./model-server.js";

/** A model that says one word wherever it can say anything: in titles, notes, questions, options, texts and doubts. */
export function echoScripts(word: string, change: Scripts = {}): Scripts {
  const field = (name: string) => ({
    name,
    label: `${word}?`,
    type: "text" as const,
    options: [],
    default: word,
    hint: word,
    optional: false,
  });
  const claimOf = (excerpt: string, n: number | null) => ({
    topic: word,
    text: `The plan is ${word}.`,
    value: word,
    excerpt,
    by: word,
    date: word,
    sourceN: n,
  });
  return {
    triage: () => ({
      path: "plan",
      title: `Brief on ${word}`,
      recurring: false,
      answer: word,
      questions: [field("first")],
    }),
    plan: (input) => ({
      tasks: [
        ...input.sources.map((source, index) =>
          PlannedTask.parse({
            id: `t${index}`,
            title: `Read ${word}`,
            kind: "read",
            source: source.id,
          }),
        ),
        PlannedTask.parse({
          id: "ask",
          title: word,
          kind: "ask",
          who: "Tom",
          fields: [field("who")],
        }),
      ],
      criteria: [word],
      estimateMinutes: 1,
    }),
    research: (input) => ({
      summary: word,
      claims: [
        claimOf(
          input.document?.text.trim().split(/\s+/).slice(0, 3).join(" ") ?? "",
          input.document?.source.n ?? input.claims[0]?.sourceN ?? null,
        ),
      ],
      missing: [word],
    }),
    reconcile: (input) => ({
      contradictions:
        input.claims.length < 2
          ? []
          : [
              {
                question: `Is it ${word}?`,
                options: input.claims.slice(0, 2).map((claim, n) => ({
                  label: `${word} ${n}`,
                  short: `${word} ${n}`,
                  claimIds: [claim.id],
                })),
                suggestion: word,
                suggestedIndex: null,
              },
            ],
    }),
    draft: (input) => ({
      markdown: `**${word}.** ${input.claims.map((claim) => `${claim.text} [${claim.sourceN}]`).join(" ")} ${input.changes.join(" ")}\n\n${`It is ${word} again and again. `.repeat(200)}`,
      changed: input.changes.length > 0 ? [word] : [],
    }),
    check: (input) => ({
      statements: input.claims.map((claim) => ({
        text: claim.text,
        supported: true,
        claimIds: [claim.id],
        note: word,
      })),
      unmetCriteria: [],
      doubts: [word],
      verdict: "pass",
      advice: [word],
    }),
    ...change,
  };
}

/**
 * Everywhere in a workspace where a word can be read by somebody else than one person in one direct message; `source`
 * is the channel in which it was said. A line a place, e.g. `message in launch`.
 */
export function placesWith(
  workspace: Workspace,
  word: string,
  allowed: { person: string; dm: string; source: string },
): string[] {
  const { world } = workspace;
  const { state, stacks } = world;
  const has = (value: unknown) => JSON.stringify(value ?? null).includes(word);
  const nameOf = (id: string) => world.channel(id)?.name || id;
  const isAllowed = (id: string) => id === allowed.dm || id === allowed.source;
  const found: string[] = [];
  for (const [id, messages] of Object.entries(state.messages))
    if (!isAllowed(id) && has(messages)) found.push(`message in ${nameOf(id)}`);
  for (const one of state.ephemerals)
    if (has(one) && (one.to !== allowed.person || one.channel !== allowed.dm))
      found.push(`private answer to ${one.to} in ${nameOf(one.channel)}`);
  for (const ping of state.pings)
    if (
      has(ping) &&
      (!isAllowed(ping.channel) || (ping.channel === allowed.dm && ping.user !== allowed.person))
    )
      found.push(`ping to ${ping.user}`);
  for (const [user, home] of Object.entries(state.homes))
    if (has(home) && user !== allowed.person) found.push(`Home of ${user}`);
  for (const [user, views] of stacks)
    if (has(views) && user !== allowed.person) found.push(`form of ${user}`);
  for (const file of state.files)
    if (
      (has(file) || Buffer.from(file.contentBase64, "base64").includes(word)) &&
      file.shares.some((share) => !isAllowed(share.channel))
    )
      found.push(`file in ${file.shares.map((share) => nameOf(share.channel)).join()}`);
  for (const key of ["sessions", "statusLines", "prompts", "channels"] as const)
    for (const one of state[key] ?? [])
      if (has(one) && !("channel" in one && isAllowed(String(one.channel)))) found.push(key);
  return found;
}
