import type { Settings } from "../../../config.js";
import { isColleague } from "../../../policy/policy.js";
import type { Person } from "../../../domain/person.js";
import { peopleIn } from "../../policy-names.js";
import { type Check, type Finding, type Problem, skipped } from "../finding.js";

const FIX = "Correct the id in the config file: in Slack open the profile, ⋮, Copy member ID.";

/** Whether everybody whom the config file names may decide here; `who` throws where Slack does not tell. */
export function namedPeopleCheck(
  settings: Settings,
  who: (userId: string) => Promise<Person>,
): Check {
  const look = async (): Promise<Finding> => {
    const { file, path } = settings;
    if (!file) return skipped(path);
    const named = peopleIn(file);
    if (named.length === 0) {
      return {
        state: "ok",
        says:
          file.policy.rules.length > 0
            ? "nobody is named by id"
            : "nobody is named: whoever asks, approves",
        figures: { named: 0 },
      };
    }
    const problems: Problem[] = [];
    const names: string[] = [];
    for (const { id, as } of named) {
      const person = await who(id).catch(() => null);
      if (!person) return skipped("the Slack bot token, with the scope users:read");
      const why = whyNot(person);
      if (why) problems.push({ what: `${as}: ${id} ${why}.`, fix: FIX });
      else names.push(person.name);
    }
    const figures = { named: named.length, wrong: problems.length };
    if (problems.length > 0) return { state: "broken", problems, figures };
    return { state: "ok", says: [...new Set(names)].join(", "), figures };
  };
  return { key: "people", name: "People", limitMs: 15_000, look };
}

function whyNot(person: Person): string {
  // Nobody and somebody from elsewhere look alike to Slack's users.info.
  if (person.isDeactivated && person.isStranger) return "is nobody in this workspace";
  const verdict = isColleague(person);
  if (verdict.allow) return "";
  const is: Record<string, string> = {
    deactivated: "is switched off",
    bot: "is an app",
    stranger: "is from another workspace",
    guest: "is a guest",
  };
  return `(${person.name}) ${is[verdict.rule] ?? "may not decide"}`;
}
