import type { FileConfig, Settings } from "../../../config.js";
import { FermataError } from "../../../errors.js";
import type { FoundNames } from "../../policy-names.js";
import { type Check, type Finding, skipped } from "../finding.js";

/** Whether Slack knows every channel and user group that the policy names; `find` throws where Slack does not tell. */
export function policyPlacesCheck(
  { file, path }: Pick<Settings, "file" | "path">,
  find: (file: FileConfig) => Promise<FoundNames>,
): Check {
  const look = async (): Promise<Finding> => {
    if (!file) return skipped(path);
    const { delegations, rules, sets } = file.policy;
    const figures = {
      rules: rules.length,
      sets: Object.keys(sets).length,
      delegations: delegations.length,
    };
    try {
      const { problems } = await find(file);
      if (problems.length === 0) return { state: "ok", says: said(figures), figures };
      const sentences = problems.map(({ fix, what }) => ({
        what: `${what}.`,
        fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
      }));
      return { state: "broken", problems: sentences, figures };
    } catch (error) {
      if (!(error instanceof FermataError)) throw error;
      return skipped("the Slack bot token");
    }
  };
  return { key: "policy", name: "Policy", limitMs: 15_000, look };
}

function said({ rules, sets, delegations }: Record<"rules" | "sets" | "delegations", number>) {
  if (rules + sets + delegations === 0) return "no rules of its own";
  const count = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;
  return [count(rules, "rule"), count(sets, "set"), count(delegations, "delegation")].join(", ");
}
