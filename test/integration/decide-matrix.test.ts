import fc from "fast-check";
import { channels, people, team } from "../../playground/seed/ids.js";
import { listenerDeps } from "../../src/app/slack-in.js";
import { CallArgs, HumanCall } from "../../src/domain/human-call.js";
import { Incoming } from "../../src/domain/incoming.js";
import type { Person } from "../../src/domain/person.js";
import { PolicyFile } from "../../src/domain/policy-file.js";
import { functionNames, functionOf } from "../../src/humans/functions/registry.js";
import { silentLog } from "../../src/log.js";
import { createPolicy } from "../../src/policy/create-policy.js";
import { evaluate } from "../../src/policy/evaluate.js";
import type { Evaluation } from "../../src/policy/evaluation.js";
import { mayDecide } from "../../src/policy/policy.js";
import { stillMay } from "../../src/policy/still-may.js";
import { createWebClient } from "../../src/slack/web-client.js";
import { newCall, newRequest, newRunOf } from "../contract/rows-fixture.js";
import { argumentsOf } from "../support/functions/function-arguments.js";
import { type House, startHouse } from "../support/house.js";
import { type Heard, heardBy } from "../support/matrix/listened.js";
import { decidesNothing, waysIn } from "../support/matrix/ways-in.js";

/** Where a post goes says by which tier it is decided. */
const places = {
  one: { channel: channels.announcements, channelName: "announcements" },
  several: { channel: channels.companyNews, channelName: "company-news" },
  auto: { channel: channels.general, channelName: "general" },
  undo: { channel: channels.support, channelName: "support" },
} as const;
type Tier = keyof typeof places;
const tiers = Object.keys(places) as Tier[];

/** Who tries, and what they are on the call beside Priya, who is asked, and Tom, who may decide too. */
const roles: Record<string, { id: string; asked?: boolean; added?: boolean; again?: boolean }> = {
  "is asked": { id: people.priya },
  "may decide too": { id: people.tom },
  "asked for it": { id: people.maya },
  "is a colleague": { id: people.leo },
  "became a guest": { id: people.sam, asked: true },
  "was switched off": { id: people.gone, asked: true },
  "is an app": { id: people.otherBot, asked: true },
  "is a stranger": { id: people.stranger, asked: true },
  "is asked by somebody": { id: people.ana, added: true },
  "has left the set": { id: people.leo, asked: true },
  "has voted": { id: people.tom, again: true },
};
const written = {
  sets: { Legal: { people: [people.priya, people.tom, people.ana] } },
  rules: tiers.map((tier) => ({
    name: tier,
    when: { act: "post", channel: places[tier].channel },
    tier,
    ...(tier === "one" || tier === "several" ? { ask: ["Legal"] } : {}),
    ...(tier === "several" ? { need: 2 } : {}),
  })),
};
const policy = createPolicy(PolicyFile.parse(written), {
  admins: [],
  waiting: { approveWorkingDays: 3, questionMinutes: 60, undoSeconds: 10 },
});

let house: House;
let heard: Heard;
const known = new Map<string, Person>();
beforeAll(async () => {
  // A worker says nothing in Slack by itself: the matrix is about who decides, not about what is shown.
  house = await startHouse({ roles: ["worker"], file: { policy: written } });
  const { config, app } = house;
  const { botToken, apiUrl } = config.slack;
  const client = createWebClient({
    token: botToken,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    log: silentLog,
  });
  heard = heardBy(
    listenerDeps({
      client: Object.assign(client, {
        views: { open: async () => ({}), update: async () => ({}) },
      }),
      identity: { team: team.id, botUserId: "U0FERMATA1", botId: "B0FERMATA1", domain: "acme" },
      rooms: app.rooms,
      store: app.store,
      help: { botUserId: "U0FERMATA1", keepDays: 90, runBy: "" },
      log: silentLog,
    }),
  );
});
afterAll(() => house.stop());

type Rows = Parameters<Parameters<House["app"]["store"]["transact"]>[0]>[0];

/** One cell that can be tried. */
interface Cell {
  name: string;
  role: string;
  way: string;
  call: HumanCall;
  tier: Tier;
  noteId: string;
}

it("knows every listener, every kind of message and every function there is", () => {
  const by = new Set([...Object.values(waysIn).map((way) => way.by), ...decidesNothing]);
  expect(heard.names.filter((name) => !by.has(name))).toEqual([]);
  for (const kind of Incoming.shape.kind.options) expect(by).toContain(`message ${kind}`);
  for (const name of functionNames()) argumentsOf(name);
});

it("lets exactly those decide whom the policy lets, by whatever way they try", async () => {
  for (const { id } of Object.values(roles)) {
    known.set(id, await personOf(id));
  }
  const cells = await allCells();
  const tried: string[] = [];
  const wrong: string[] = [];
  for (const cell of cells) {
    const actor = roles[cell.role]?.id ?? "";
    const key = String(tried.length + 1);
    const given = { call: cell.call, actor, team: team.id, noteId: cell.noteId };
    const going = waysIn[cell.way]?.go(heard, house.app.rooms, { ...given, key });
    if (!going) continue;
    const isCopy = cell.way === "a reply where a copy stands";
    // All copies stand in one direct message: only one of them is open at a time.
    if (isCopy) await house.app.store.transact((rows) => putCard(rows, cell.call, actor));
    await going();
    if (roles[cell.role]?.again) {
      await waysIn[cell.way]?.go(heard, house.app.rooms, { ...given, key: `${key}99` })?.();
    }
    tried.push(cell.name);
    const facts = await house.app.store.read.ledger.list(`run:${cell.call.runId}`);
    const said = facts.filter((one) => ["call_decided", "vote_cast"].includes(one.kind));
    const did = said.some((one) => one.actor === actor);
    if (said.filter((one) => one.kind === "call_decided").length > 1)
      wrong.push(`${cell.name}: twice`);
    const after = await house.app.store.read.calls.get(cell.call.id);
    const isVoted =
      cell.call.status === "open" &&
      cell.call.need > 1 &&
      said.some((one) => one.kind === "vote_cast" && one.data["isYes"] === true);
    // One person alone never is several, however often they say it.
    if (isVoted && after?.status !== "open") wrong.push(`${cell.name}: alone`);
    if (isCopy) {
      await house.app.store.transact((rows) =>
        rows.calls.end(cell.call.id, "cancelled", null, null, new Date()),
      );
    }
    const isMany = cell.way === "many together in Home";
    const expected = mayNow(cell, actor);
    if (isMany ? did && !expected : did !== expected) {
      wrong.push(`${cell.name}: ${did ? "decided" : "did not"}, the policy says ${expected}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(tried.length).toBeGreaterThanOrEqual(400);
}, 300_000);

/** What the policy says, evaluated without rows, Slack or clicks. */
function mayNow({ call, tier }: Cell, actor: string): boolean {
  const person = known.get(actor);
  if (!person || call.status !== "open") return false;
  const isPost = call.args.fn === "approve" || call.args.fn === "release";
  const verdict = isPost ? stillMay(person, call, said(tier)) : mayDecide(person, call);
  return verdict.allow;
}

function said(tier: Tier): Evaluation {
  const legal = [people.priya, people.tom, people.ana].map((id) => known.get(id));
  const requester = known.get(people.maya);
  if (!requester) throw new Error("Nobody asks.");
  return evaluate(
    policy,
    {
      act: "post",
      target: { ...places[tier], isShared: false, isPrivate: false },
      requester,
      named: [],
      wanted: false,
      now: new Date(),
    },
    { sets: { Legal: legal.flatMap((one) => one ?? []), admins: [] }, delegates: [] },
  );
}

async function personOf(id: string): Promise<Person> {
  // Through the same door as every press: what Slack says of them.
  const before = await house.app.store.read.people.get(team.id, id);
  if (before) return before;
  await house.app.rooms.look.read({
    key: `look:${id}`,
    callId: "call_none",
    team: team.id,
    actor: id,
    channel: channels.launch,
    threadTs: null,
  });
  const after = await house.app.store.read.people.get(team.id, id);
  if (!after) throw new Error(`Nobody is ${id}.`);
  return after;
}

/** Every role, way, function and tier; all rows in few transactions. */
async function allCells(): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const name of functionNames()) {
    for (const tier of tiers) {
      await house.app.store.transact(async (rows) => {
        for (const role of Object.keys(roles)) {
          for (const way of Object.keys(waysIn)) {
            const request = newRequest({
              team: team.id,
              channel: channels.launch,
              userId: people.maya,
            });
            const run = { ...newRunOf(request), status: "completed" as const };
            const call = callFor(name, tier, role, run.id, request.threadTs);
            const noteId = `note_${run.id}`;
            const tries = { call, actor: "", team: "", key: "", noteId };
            const isOver = tier === "auto" || tier === "undo";
            if (isOver && (role !== "is asked" || !isOfTheGraph(name))) continue;
            // How many must say yes is told by what posts and by what several judge.
            if (tier === "several" && !["approve", "release", "review"].includes(name)) continue;
            if (!waysIn[way]?.go(heard, house.app.rooms, tries)) continue;
            await rows.requests.insertIfAbsent(request);
            await rows.runs.insert(run);
            const kept = { graph: {}, others: [], asking: { named: [], wanted: true } };
            await rows.runs.keepInput(run.id, 0, JSON.stringify(kept));
            await rows.calls.insertIfAbsent(call);
            await rows.notes.insertIfAbsent({
              id: noteId,
              runId: run.id,
              messageTs: request.messageTs,
              userId: roles[role]?.id ?? "",
              userName: "Somebody",
              text: "too long",
              at: new Date(),
              takenAt: null,
            });
            await putCard(rows, call);
            cells.push({
              name: `${role} / ${way} / ${name} / ${tier}`,
              role,
              way,
              call,
              tier,
              noteId,
            });
          }
        }
      });
    }
  }
  return cells;
}

/** What a rule lets go by itself is an approval; the other functions are tried where they are asked. */
const isOfTheGraph = (name: string) => ["approve", "answer", "choose", "release"].includes(name);

/** A call of this function as it stands in that tier; what a rule let go by itself is decided. */
function callFor(
  name: string,
  tier: Tier,
  role: string,
  runId: string,
  threadTs: string,
): HumanCall {
  const evaluated = said(tier);
  const as = roles[role];
  const named = (id: string) => ({ id, name: known.get(id)?.name ?? "Somebody" });
  const asked = [named(people.priya), ...(as?.asked || as?.added ? [named(as.id)] : [])];
  const requester = named(people.maya);
  const added = { who: named(as?.id ?? ""), by: requester, at: new Date().toISOString() };
  const base = newCall(runId, {
    args: argsFor(name, tier),
    asked,
    others: [named(people.tom)],
    channel: channels.launch,
    threadTs,
    openedAt: new Date(Date.now() - 60_000),
    deadlineAt: new Date(Date.now() + 3_600_000),
    remindAt: null,
    tier,
    rule: evaluated.rule.says,
    ...(as?.added ? { added: [added] } : {}),
    ...(evaluated.kind === "call" ? { need: evaluated.need, excluded: evaluated.excluded } : {}),
  });
  if (evaluated.kind === "call") return base;
  return HumanCall.parse({
    ...base,
    status: "decided",
    decidedBy: requester,
    decidedAt: new Date(),
  });
}

/** The same arguments each time; what posts does so where the tier says. */
function argsFor(name: string, tier: Tier): CallArgs {
  const [args] = fc.sample(argumentsOf(name), { numRuns: 1, seed: 3 });
  if (!args) throw new Error(`${name} has no arguments.`);
  const place = places[tier];
  if (args.fn === "approve") {
    const post = { ...place, reach: "", digest: "e".repeat(64) };
    return { ...args, round: 1, post };
  }
  if (args.fn === "answer") {
    const field = { name: "seats", label: "Seats?", type: "number" as const, default: "40" };
    return CallArgs.parse({ ...args, title: "Desks", intro: "One question.", fields: [field] });
  }
  if (args.fn === "choose") return newCall("run_1").args;
  return args.fn === "release" ? { ...args, ...place } : args;
}

/** Its card where it stands, or the copy in somebody's direct message. */
async function putCard(rows: Rows, call: HumanCall, copyOf?: string): Promise<void> {
  const shown = functionOf(call.args).shown(call, {
    requester: { id: people.maya, name: "Maya" },
    practice: false,
    names: {},
  });
  if (!shown) return;
  const card = { type: "message" as const, runId: call.runId, pings: [], shown };
  const own = { opKey: `${call.id}:card`, channel: call.channel, threadTs: call.threadTs };
  const copy = { opKey: `${call.id}:card:${copyOf}`, channel: copyOf ?? "", threadTs: null };
  await rows.outbox.put({ ...card, ...(copyOf === undefined ? own : copy) });
}
