import type { ChooseArgs } from "../../domain/human-call.js";
import { type HumanFunctionDef, type Parsed, unknownVerb } from "./human-function.js";

/** `choose`: one of 2–10 options, or none of these (0) with a note. */
export const choose: HumanFunctionDef<ChooseArgs> = {
  name: "choose",
  hasDefaults: (args) => args.defaultIndex !== null,
  parse(args, verb, values) {
    const button = /^choose\.(\d{1,2})$/.exec(verb);
    if (button) return pick(args, Number(button[1]), values["note"] ?? "");
    if (verb === "choose") {
      const index = values["index"] ?? "";
      if (!/^\d{1,2}$/.test(index)) return { ok: false, errors: { index: "Choose one, please." } };
      return pick(args, Number(index), values["note"] ?? "");
    }
    return unknownVerb(verb);
  },
};

function pick(args: ChooseArgs, index: number, note: string): Parsed {
  if (index > args.options.length) {
    return { ok: false, errors: { index: "That option is not there any more." } };
  }
  return { ok: true, outcome: { verb: "choose", index, note: note.trim().slice(0, 3000) } };
}
