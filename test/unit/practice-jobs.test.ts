import { supportGoal } from "../../playground/seed/support.js";
import { digestGoal, notesMessages } from "../../playground/seed/notes.js";
import { incidentGoal, incidentMessages } from "../../playground/seed/incident.js";
import { supportMessages } from "../../playground/seed/support.js";
import type { BoundAgents } from "../../src/agents/create-agents.js";
import { channelText } from "../../src/tools/channel/channel-text.js";
import { page, thread } from "./practice-docs.js";
import { type Doc, practiceAgents, walk } from "./practice-pipeline.js";

const now = new Date("2026-11-20T13:02:00.000Z");
const names: Record<string, string> = {
  U0ANA00001: "Ana",
  U0TOM00001: "Tom",
  U0LEO00001: "Leo",
  U0MAYA0001: "Maya",
  U0PRIYA001: "Priya",
};

/** A prepared channel as the channel reader writes it. */
function channel(messages: { ts: string; user?: string; text: string }[], label: string): Doc {
  const slice = {
    isCut: false,
    threadsLeftOut: 0,
    messages: messages.map(({ ts, user = "", text }) => ({
      ts,
      text,
      userId: user,
      name: names[user] ?? user,
      isOwn: false,
      isReply: false,
    })),
  };
  const at = { tz: "Europe/Berlin", requestTs: "0" };
  const { text, note } = channelText(slice, { period: "since 08:30" }, at);
  const source = { kind: "channel" as const, label, url: null, note };
  return { source, title: label, text };
}

describe("the practice model on the other four jobs", () => {
  let agents: BoundAgents;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ agents, stop } = await practiceAgents());
  });
  afterAll(() => stop());

  const incident = (change: (text: string) => string = (text) => text) => {
    const doc = channel(incidentMessages(now), "#incident-checkout");
    const text = change(doc.text);
    // Answers are kept by goal: another text needs other words.
    const goal = incidentGoal.replace("@Fermata ", text === doc.text ? "" : "please ");
    return walk(agents, goal, [{ ...doc, text }]);
  };

  it("tells an incident in the order of the day, what it means and what is open", async () => {
    const told = await incident();
    expect(told.triage).toMatchObject({ title: "Incident summary", questions: [] });
    const { markdown } = told.draft;
    expect(markdown.split("\n")[0]).toBe("**Checkout is stable since 08:52.** [1]");
    expect(markdown).toMatch(/## What happened\n- 08:31: Checkout is failing since 08:28 \[1\]/);
    expect(markdown).toMatch(/## For customers\n[\s\S]*charged twice by Paylane/);
    expect(markdown).toMatch(/## Still open\n- .*alarm/);
    expect(told.check).toMatchObject({ verdict: "pass" });
    const longer = await incident((text) => text.replace("6 minutes late", "9 minutes late"));
    expect(longer.draft.markdown).toContain("9 minutes late");
  });

  it("takes a name out of the text and leaves the thing", async () => {
    const told = await incident();
    const { draft, check } = await told.revise([
      "Tom: Do not name the payment provider. Say refunds run by themselves.",
    ]);
    expect(draft.markdown).not.toContain("Paylane");
    expect(draft.markdown).toContain("our payment provider: it answers too late");
    expect(draft.changed).toContain("Payment provider: name removed (2 places)");
    expect(draft.markdown).toMatch(/refunds run by themselves/i);
    expect(check.verdict).toBe("pass");
  });

  it("compares offers in a table, with totals, gaps and what was not read", async () => {
    const links = ["norda", "kvik", "deskly"].map((name) => `https://acme.example/${name}`);
    const goal = `compare these three help desks on price, single sign-on, EU hosting and export: ${links.join(" ")}`;
    const docs = [await page("norda"), await page("kvik")];
    const told = await walk(agents, goal, docs);
    expect(told.triage.title).toBe("Help desk comparison");
    expect(told.triage.questions.map(({ name, default: d }) => [name, d])).toEqual([
      ["seats", "10"],
      ["priority", "p0"],
    ]);
    expect(told.draft.markdown).toMatchInlineSnapshot(`
"**Norda is cheapest: $19 per person and month.** [1]

| What | Norda | Kvik | Deskly |
| --- | --- | --- | --- |
| Price | $19 per person and month [1] | $23 per person and month [2] | not read |
| For 10 people | $190 [1] | $230 [2] | not read |
| Single sign-on | included in every plan [1] | $4 more per person and month [2] | not read |
| EU hosting | all data stays in Frankfurt [1] | servers stand in Helsinki [2] | not read |
| Export | CSV at any time, or through the API [1] | not found | not read |"
`);
    expect(told.check.statements.filter((one) => !one.supported)).toEqual([]);
    expect(told.check.verdict).toBe("pass");
    const dearer = docs.map((doc) => ({ ...doc, text: doc.text.replaceAll("$19", "$31") }));
    const other = await walk(agents, `${goal} `, dearer);
    expect(other.draft.markdown).toContain("$310 [1]");
    expect(other.draft.markdown).toContain("is cheapest: $23");
  });

  it("lists what was decided and what is open, and whose it is", async () => {
    const yesterday = notesMessages(now).slice(1);
    const told = await walk(agents, digestGoal, [channel(yesterday, "#meeting-notes")]);
    expect(told.triage).toMatchObject({ title: "Meeting notes digest", recurring: true });
    expect(told.draft.markdown).toMatchInlineSnapshot(`
"**4 decisions, 4 open tasks, 1 of them yours.**

## Decided
- The launch moves to 1 December [1]
- The agency delivers three screenshots [1]
- One help desk for all teams by January [1]
- The hiring pause is lifted for support [1]

## Open
- Tom: new pricing table, Tuesday [1]
- Priya: mail to customers, Monday [1]
- **You**: shortlist of help desks, Monday [1]
- Leo: support rota for December, Thursday [1]"
`);
    expect(told.check.verdict).toBe("pass");
  });

  it("drafts a reply a ticket from the rule and what was answered, and none for spam", async () => {
    const [message] = supportMessages(now);
    const list = thread([`Leo, 19 Nov 16:45: ${message?.text.replaceAll("\n", " / ")}`]);
    const told = await walk(agents, supportGoal("https://acme.example"), [
      list,
      await page("refunds"),
    ]);
    expect(told.triage).toMatchObject({ title: "Reply drafts" });
    expect(told.triage.questions.map(({ label, default: d }) => [label, d])).toEqual([
      ["Refund after 45 days?", "no"],
      ["Who calls Norda back?", "Maya"],
    ]);
    expect(told.draft.markdown).toMatchInlineSnapshot(`
"**5 replies are ready, 1 not written.**

## 1. Eva Lund, Norda
Hello Eva,
An export that fails is handled by a person, by phone where the customer wants it. [2]
Maya calls Norda back (Maya's word)

## 2. Jon Berg, Kvik
Hello Jon,
Whoever paid twice gets one payment back at once, without a question. [2]

## 3. Mia Sand, Halden
Hello Mia,
A trial costs nothing and ends by itself. [2]
Refund after 45 days: no (Maya's word)

## 4. Ole Vik, Brask
Hello Ole,
A wrong plan is refunded in full within 14 days after the purchase. [2]

## 5. Ida Holm, Lumi
Hello Ida,
A refund is paid within 5 working days, to the card that was used. [2]

## 6. Prize Team
No reply: nothing in the sources fits this one."
`);
    expect(told.check.verdict).toBe("pass");
  });
});
