import type { z } from "zod";
import { canonicalJson, type Json } from "../canonical.js";

/** The arguments of an effect by name, as JSON. */
export type EffectArgs = Record<string, Json>;

/** What an effect is, declared once: the card, the grant and the executor all read it from here. */
export interface EffectKind<
  Args extends EffectArgs = EffectArgs,
  Outcome extends "keyed" | "unkeyed" = "keyed" | "unkeyed",
> {
  /** E.g. `slack.post`. */
  tool: string;
  args: z.ZodType<Args>;
  /** The argument that says where or on what it is done, by an id that stays when the thing is renamed. */
  target: keyof Args & string;
  /** Arguments that change nothing of what is done, such as names beside ids: all others are what people approve. */
  incidental: readonly (keyof Args & string)[];
  /**
   * `keyed`: it carries an operation key, and whether it was done can be read back. `unkeyed`: nobody can tell after
   * a crash, so a person is asked instead of doing it again.
   */
  outcome: Outcome;
  words: {
    /** What did not happen, as a sentence, e.g. `Nothing was posted.` */
    nothing: string;
    /** What changed, as a sentence about the target, e.g. `The place was changed after it was approved.` */
    otherTarget: string;
    /** The same about any other argument. */
    otherArgs: string;
  };
}

/** What is done, without who allowed it: the tool, its target and every argument that is not incidental. */
export interface EffectAct {
  tool: string;
  target: string;
  /** Canonical JSON; of texts it has the sha-256. */
  args: string;
}

/** What an effect does, from its arguments; throws for arguments of another form. */
export function actOf<Args extends EffectArgs>(kind: EffectKind<Args>, given: Args): EffectAct {
  const args = kind.args.parse(given);
  const target = args[kind.target];
  if (typeof target !== "string") throw new TypeError(`A target is an id: ${kind.tool}`);
  const left = Object.entries(args).filter(([name]) => !kind.incidental.includes(name));
  return {
    tool: kind.tool,
    target,
    args: canonicalJson(Object.fromEntries(left)),
  };
}

/** The text whose sha-256 a card and a release carry: exactly what is done, by which run. */
export function actText(act: EffectAct, runId: string): string {
  return canonicalJson({ ...act, run: runId });
}
