import type { WaitingCall } from "../domain/home-shown.js";
import type { HumanCall } from "../domain/human-call.js";
import { silenceOf } from "../domain/silence-of.js";
import { inOrder, inRows, type Pending } from "../policy/urgency.js";
import type { HomeOwner, HomeRows } from "./home-ports.js";
import { titleOf } from "./run-brief.js";

/** What waits for a person, the most urgent first; what is alike is one row. */
export async function deskOf(
  homes: Pick<HomeRows, "waiting">,
  owner: HomeOwner,
  now: Date,
): Promise<Pending[][]> {
  return inRows(inOrder(await homes.waiting(owner), now));
}

/** Rows of a desk as lists show them, each by its most urgent call. */
export async function waitingCalls(
  homes: Pick<HomeRows, "calls">,
  owner: HomeOwner,
  desk: readonly Pending[][],
): Promise<WaitingCall[]> {
  const alike = new Map(desk.flatMap(([first, ...rest]) => (first ? [[first.callId, rest]] : [])));
  const found = await homes.calls(owner, [...alike.keys()]);
  return found.map(({ call, askedBy, jobs }) => ({
    ...waitingCall(call, askedBy, owner.userId),
    ...(jobs > 1 ? { jobs } : {}),
    ...((alike.get(call.id)?.length ?? 0) > 0
      ? { alike: 1 + (alike.get(call.id)?.length ?? 0) }
      : {}),
  }));
}

function waitingCall(call: HumanCall, askedBy: string, userId: string): WaitingCall {
  const { args } = call;
  return {
    callId: call.id,
    fn: args.fn,
    question: questionOf(args),
    postsTo: args.fn === "approve" ? (args.post?.channelName ?? "") : "",
    job: titleOf(args),
    askedBy,
    openedAt: call.openedAt.toISOString(),
    deadlineAt: call.deadlineAt.toISOString(),
    silenceMeans: silenceMeans(call),
    asked: call.asked.some((one) => one.id === userId),
  };
}

/** For an approval it follows from the job. */
function questionOf(args: HumanCall["args"]): string {
  switch (args.fn) {
    case "choose":
    case "declared":
      return args.question;
    case "answer":
      return firstQuestion(args);
    case "approve":
    case "release":
      return "";
  }
}

function firstQuestion(args: Extract<HumanCall["args"], { fn: "answer" }>): string {
  const [first, ...rest] = args.fields;
  if (rest.length === 0) return first?.label ?? args.intro;
  return `${args.title}: ${args.fields.length} questions`;
}

function silenceMeans(call: HumanCall): string {
  const { args } = call;
  if (args.fn === "approve") return "nothing is posted";
  if (args.fn === "declared") return args.silenceMeans;
  if (call.silence === "deny") return "it is not done";
  if (args.fn === "choose") return silenceOf(args.defaultIndex, args.options);
  return "I go on with the answers filled in";
}
