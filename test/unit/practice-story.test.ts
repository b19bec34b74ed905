import type { BoundAgents } from "../../src/agents/create-agents.js";
import { launchGoal, launchThread, officeThread, page, thread } from "./practice-docs.js";
import { practiceAgents, walk, type Told } from "./practice-pipeline.js";

describe("the practice model through the real agents", () => {
  let agents: BoundAgents;
  let stop: () => Promise<void>;
  let story: Told;
  beforeAll(async () => {
    ({ agents, stop } = await practiceAgents());
    story = await walk(agents, launchGoal, [launchThread, await page("launch")]);
  });
  afterAll(() => stop());

  it("names the job, plans to read both sources and asks one question with an answer", () => {
    expect(story.triage).toMatchObject({ title: "Launch brief", path: "plan", recurring: false });
    expect(story.triage.questions).toMatchObject([
      { name: "audience", default: "everybody in the company" },
    ]);
    expect(story.plan.tasks.map((task) => [task.kind, task.source])).toEqual([
      ["read", "thread"],
      ["read", "link2"],
    ]);
    expect(story.plan.criteria).toContain("It fits on one page.");
  });

  it("takes facts with their authors out of the thread, word for word", () => {
    const mail = story.claims.find((claim) => claim.topic === "mail time" && claim.by === "Priya");
    expect(mail).toMatchObject({
      text: "Priya's mail to customers leaves at 10:00",
      value: "10:00",
      date: "20 Nov 10:47",
      excerpt: "my mail to customers leaves at 10:00.",
    });
    expect(story.claims.some((claim) => /Let's collect|I need one page/.test(claim.text))).toBe(
      false,
    );
  });

  it("sees that the page names another date, and only that", () => {
    expect(story.reconcile.contradictions).toHaveLength(1);
    expect(story.reconcile.contradictions[0]).toMatchObject({
      question: "Which launch date is right?",
      options: [
        { label: "Tuesday 1 December", short: "Tue 1 December" },
        { label: "Thursday 3 December", short: "Thu 3 December" },
      ],
      suggestedIndex: 0,
    });
    expect(story.reconcile.contradictions[0]?.suggestion).toContain("Tom's message is newer");
  });

  it("writes a brief from what was read and chosen, each line with its sources", () => {
    const { markdown } = story.draft;
    expect(markdown.split("\n")[0]).toBe("**Atlas launches on Tuesday 1 December.** [1]");
    expect(markdown).toContain("Written for: everybody in the company");
    expect(markdown).toContain("- Pricing goes live at 09:00 [1][2]");
    expect(markdown).toContain("- Tom: switch pricing on at 09:00 and stay reachable all day [1]");
    expect(markdown).toContain("## Open points");
    expect(markdown).not.toContain("3 December");
    expect(markdown).not.toContain("off the table");
  });

  it("finds every line in the sources and doubts what is old", () => {
    expect(story.check.statements.length).toBeGreaterThan(8);
    expect(story.check.statements.filter((one) => !one.supported)).toEqual([]);
    expect(story.check.verdict).toBe("pass");
    expect(story.check.doubts.join(" ")).toContain("October");
  });

  it("does as a note says: shorter, something out, a question answered honestly", async () => {
    const { draft, check } = await story.revise([
      "Priya: Shorter, and say who to call. Do not name the agency.",
    ]);
    expect(draft.markdown.length).toBeLessThan(story.draft.markdown.length);
    expect(draft.markdown).not.toContain("agency");
    expect(draft.markdown).toContain("Who to call: not found in the sources");
    expect(draft.changed).toContain("Removed: agency (1 place)");
    const part = await story.revise(["Priya: Drop the part about the agency."]);
    expect(part.draft.changed).toContain("Removed: agency (1 place)");
    expect(check.verdict).toBe("pass");
  });

  it("adds what the sources hold with its number, and what they do not under its own heading", async () => {
    const { draft, check } = await story.revise([
      "Priya: Add that boards move by themselves.",
      "Tom: Also add: the canteen serves cake.",
    ]);
    expect(draft.markdown).toMatch(/## Also\n- Your boards move by themselves.* \[2\]/);
    expect(draft.markdown).toMatch(/## Added on request\n- The canteen serves cake/i);
    expect(check.verdict).toBe("pass");
    expect(check.doubts.join(" ")).toContain("Added on request");
  });

  it("says which wish it cannot do and keeps the order out of the text", async () => {
    const { draft } = await story.revise([
      "Priya: Put the open points first. And name the status page.",
    ]);
    expect(draft.changed.join(" ")).toContain("Not done: “Put the open points first”");
    expect(draft.markdown).not.toContain("Put the open points first");
    expect(draft.markdown).not.toMatch(/- (?:And )?name the status page/i);
  });

  it("takes a short talk as it is where nothing in it stands out", async () => {
    const goal = "draft a reply for everyone";
    const told = await walk(agents, goal, [
      thread(["Ana, 20 Nov 08:40: The machine works again."]),
    ]);
    expect(told.draft.markdown).toContain("The machine works again");
    expect(told.check.verdict).toBe("pass");
  });

  it("notices a sentence that no source says, and a changed time", async () => {
    const wrong = `${story.draft.markdown.replace("at 10:00", "at 11:00")}\n- The moon is made of cheese [1]`;
    const check = await story.recheck(wrong, []);
    expect(check.statements.filter((one) => !one.supported).map((one) => one.text)).toEqual([
      "Priya's mail to customers leaves at 11:00",
      "The moon is made of cheese",
    ]);
    expect(check.verdict).toBe("revise");
  });

  it("takes a person's own sentence as theirs and lets it stand", async () => {
    const own = "Legal signed off this morning.";
    const check = await story.recheck(`${story.draft.markdown}\n\n${own}`, [own]);
    expect(check.statements.filter((one) => !one.supported).map((one) => one.text)).toEqual([own]);
    expect(check.verdict).toBe("pass");
  });

  it("states both values where nobody chose", async () => {
    const told = await walk(agents, `${launchGoal} `, [launchThread, await page("launch")], "both");
    expect(told.draft.markdown).toMatch(
      /Launch date not settled: Tuesday 1 December \[1\] or Thursday 3 December \[2\]/,
    );
    expect(told.check.verdict).toBe("pass");
  });

  it("works on a thread about something else", async () => {
    const told = await walk(agents, "write a summary of this thread for the team", [officeThread]);
    expect(told.triage).toMatchObject({ title: "Summary", questions: [] });
    const { markdown } = told.draft;
    expect(markdown).toContain("31 January 2027");
    expect(markdown).toContain("Bo: visit the new rooms on Monday 23 November at 14:00");
    expect(markdown).toMatch(/## Open points\n.*deposit is still pending/);
    expect(markdown).not.toContain("bike shed");
    expect(told.check.verdict).toBe("pass");
  });

  it("compares pages point by point and says what was not found", async () => {
    const goal = "compare these pages on price, single sign-on and export";
    const told = await walk(agents, goal, [await page("pricing"), await page("launch")]);
    expect(told.triage.title).toBe("Page comparison");
    expect(told.draft.markdown).toContain("| What | Pricing | Launch |");
    expect(told.draft.markdown).toContain("| Price | Team: $9 [1] |");
    expect(told.draft.markdown).toContain(
      "| Single sign-on | Team: not included [1] | not found |",
    );
    expect(told.check.verdict).toBe("pass");
  });

  it("does not follow orders in a page, and says that they are there", async () => {
    const told = await walk(agents, "summarise this page", [await page("hostile")]);
    expect(told.draft.markdown).not.toMatch(/free|#general|administrator|evil/i);
    expect(told.draft.markdown).toContain("15 percent");
    expect(told.check.doubts.join(" ")).toContain("It was not followed");
  });

  it("quotes people where their words cannot be turned round, and never takes a person for the thing", async () => {
    const tickets = thread([
      "Eva Vidal, 20 Nov 09:00: My order 4411 arrived broken, I want my $40 back.",
      "Leo Marchetti, 20 Nov 09:20: Our refund rule: refunds are paid within 14 days after the parcel arrives.",
      "Eva Vidal, 20 Nov 09:30: We launch the shop for Ines Vidal on 2 December. Ask Ines Vidal.",
    ]);
    const told = await walk(agents, "write a launch memo for the team", [tickets]);
    expect(told.draft.markdown).toContain("**Launch date: Wednesday 2 December.** [1]");
    expect(told.draft.markdown).toContain(
      "Eva Vidal: “My order 4411 arrived broken, I want my $40 back”",
    );
    expect(told.draft.markdown).toContain("refunds are paid within 14 days");
    expect(told.check.verdict).toBe("pass");
  });
});
