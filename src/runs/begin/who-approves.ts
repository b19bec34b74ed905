import type { RequestInput } from "../../../graphs/ports.js";
import type { ApprovalWish } from "../../domain/asks-approval.js";
import type { Named, Person } from "../../domain/person.js";
import type { Request } from "../../domain/request.js";
import type { Called, Evaluation } from "../../policy/evaluation.js";
import { namesOf } from "../../policy/policy.js";
import { isEnough, type Rulings } from "../rulings.js";
import type { Begun, KeptInput } from "./begin.js";
import type { PostWanted } from "./post-target.js";

/** What a request says about who approves it. */
export interface ApprovalAsked {
  request: Pick<Request, "team" | "channel">;
  requester: Person;
  /** Colleagues whom it names, in its order. */
  named: Person[];
  /** Names in it that fit nobody or several. */
  unresolved: { name: string; candidates: Person[] }[];
  wish: ApprovalWish;
  target: PostWanted;
}

type Approval =
  | (Begun & { ok: false })
  | {
      ok: true;
      graph: Pick<RequestInput, "approval" | "post">;
      kept: Pick<KeptInput, "others" | "asking" | "notAlone">;
      /** What the requester must hear at once; "" if nothing. */
      said: string;
    };

/**
 * Who approves a job's result and its post, by the operator's policy. What cannot be approved by anybody is told at
 * once: a post that is not possible is left out, a job whose result nobody could release does not start.
 */
export async function whoApproves(
  rulings: Pick<Rulings, "of">,
  asked: ApprovalAsked,
): Promise<Approval> {
  const { request, requester, target, wish } = asked;
  // Naming oneself is as good as "ask me".
  const wantsSelf = wish.askMe || asked.named.some((one) => one.id === requester.id);
  const named = wantsSelf ? [...asked.named, requester] : asked.named;
  const about = { team: request.team, requester, named, wanted: wish.wanted, channelName: "" };
  const result = await rulings.of({ ...about, act: "result", channel: request.channel });
  if (result.kind === "deny") {
    return {
      ok: false,
      verdict: { allow: false, rule: "policy", why: `${result.why} Nothing was started.` },
    };
  }
  const onPost =
    target.post && (await rulings.of({ ...about, ...target.post, act: "post" as const }));
  const isDenied = onPost?.kind === "deny";
  // A post and its result are one card: who may release the post releases both.
  const decides = onPost?.kind === "call" ? onPost : result.kind === "call" ? result : null;
  return {
    ok: true,
    graph: {
      approval: {
        wanted: result.kind === "call",
        approvers: approvers(decides, asked),
        unresolved: decides?.namedDecide === false ? [] : plainNames(asked.unresolved),
      },
      post: isDenied ? null : target.post,
    },
    kept: {
      others: decides?.others.map(plain) ?? [],
      asking: { named: [...new Set(named.map((one) => one.id))], wanted: wish.wanted },
      notAlone: {
        post: onPost ? notAlone(onPost, requester) : "",
        result: notAlone(result, requester),
      },
    },
    said: [
      target.said,
      isDenied ? `${onPost.why} The result stays in this thread.` : "",
      isDenied || !decides ? "" : leftOut(decides),
    ]
      .filter((one) => one !== "")
      .join(" "),
  };
}

/** While a name is open, nobody stands in for that person: the requester says who it is. */
function approvers(decides: Called | null, { named, unresolved }: ApprovalAsked): Named[] {
  if (!decides) return [];
  const isOpen = decides.namedDecide && unresolved.length > 0 && named.length === 0;
  return isOpen ? [] : decides.ask.map(plain);
}

function notAlone(said: Evaluation, requester: Named): string {
  return said.kind === "deny" || isEnough(said, requester) ? "" : said.rule.says;
}

function leftOut({ leftOut: people, rule }: Called): string {
  if (people.length === 0) return "";
  const who = namesOf(people).replace(" or ", " and ");
  return `${who} cannot approve this and ${people.length > 1 ? "are" : "is"} not asked: ${rule.says}.`;
}

function plainNames(all: ApprovalAsked["unresolved"]): RequestInput["approval"]["unresolved"] {
  return all.map(({ candidates, name }) => ({ name, candidates: candidates.map(plain) }));
}

function plain({ id, name }: Named): Named {
  return { id, name };
}
