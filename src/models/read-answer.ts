import { z } from "zod";

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number().nonnegative(),
      completion_tokens: z.number().nonnegative(),
    })
    .nullish(),
});

/** What a completed call brought: a text, or the reason why there is none. */
export interface Answer {
  kind: "text" | "refused" | "filtered" | "cut" | "empty" | "not_a_completion";
  text: string;
  /** Null if the server does not count. */
  usage: { inputTokens: number; outputTokens: number } | null;
}

/** Reads a chat completion's body. */
export function readAnswer(body: unknown): Answer {
  const read = Completion.safeParse(body);
  if (!read.success) return { kind: "not_a_completion", text: "", usage: null };
  const choice = read.data.choices[0]!;
  const text = choice.message.content ?? "";
  const counted = read.data.usage;
  const usage = counted
    ? { inputTokens: counted.prompt_tokens, outputTokens: counted.completion_tokens }
    : null;
  return { kind: kindOf(choice.finish_reason, choice.message.refusal, text), text, usage };
}

function kindOf(
  finish: string | null | undefined,
  refusal: string | null | undefined,
  text: string,
): Answer["kind"] {
  if (refusal) return "refused";
  if (finish === "content_filter") return "filtered";
  if (finish === "length") return "cut";
  return text.trim() === "" ? "empty" : "text";
}
