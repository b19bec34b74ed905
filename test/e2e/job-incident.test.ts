import { incidentGoal } from "../../playground/seed/incident.js";
import { describeInBrowser } from "./page-fixture.js";
import { INSIDE, type JobStage, startJob, type Surface } from "./job-stage.js";

describeInBrowser("an incident summary for everyone", () => {
  describe.each<Surface>(["rich", "plain"])("on a %s surface", (surface) => {
    let job: JobStage;
    let thread = "";
    beforeAll(async () => {
      job = await startJob(surface);
    });
    afterAll(() => job.stop());

    it("asks Tom and Priya, and says who is asked if nobody answers", async () => {
      await job.look("ana", "incident");
      thread = await job.say(incidentGoal, "incident-checkout");
      await job.action("call.approve").waitFor();
      const asked = await job.text();
      expect(asked).toMatch(/Post this incident summary in #announcements\?/);
      expect(asked).toMatch(/Checkout is stable/);
      expect(asked).toMatch(/Maya/);
    });

    it("tells the guest privately that the decision is not his", async () => {
      await job.look("sam", "incident", thread);
      await job.press("call.approve");
      await job.reads(/Only .*(Tom|Priya).* can decide this/);
      expect(job.house.workspace.messages("announcements").at(-1)?.text).toContain(
        "Single sign-on",
      );
    });

    it("takes Tom's note and asks again with what changed", async () => {
      await job.look("tom", "incident", thread);
      await job.press("call.changes");
      await job.page
        .getByTestId("field-note")
        .locator("textarea")
        .fill("Do not name the payment provider. Say refunds run by themselves.");
      await job.page.getByTestId("modal-submit").click();
      await job.reads(/Tom asked for changes/);
      await job.action("call.approve").waitFor();
      const asked = await job.text();
      expect(asked).toMatch(/Changed since Tom.s note: Payment provider: name removed/);
    });

    it("lets Priya decide, and tells Tom that she did", async () => {
      const { workspace } = job.house;
      await job.look("priya", "incident", thread);
      // Nobody sees the settled card yet: Tom presses what is decided already.
      workspace.faults.add({ method: "chat.update", kind: "429", retryAfterS: 1, times: 1_000 });
      await job.press("call.approve");
      await workspace.waitFor((w) => w.calls.some((call) => call.outcome === "429"), {
        what: "an edit that was put off",
      });
      await job.look("tom", "incident", thread);
      await job.action("call.approve").click();
      await job.reads(/Priya approved this/);
      workspace.faults.clear();
      await job.reads(/Approved by Priya/);
    });

    it("posts it once in #announcements, without the name, and lets Ana take it down", async () => {
      const post = await job.posted("announcements", /Checkout is stable/);
      expect(JSON.stringify(post.blocks)).not.toContain("Paylane");
      await job.look("ana", "incident", thread);
      await job.action("run.redo").waitFor();
      expect(await job.text()).toMatch(/Posted in #announcements/);
      expect(await job.text()).not.toMatch(INSIDE);
      await job.picture("job-incident", "run.redo");
      await job.press("run.takedown");
      await job.reads(/Taken down by Ana/);
      expect(job.house.workspace.messages("announcements")).toHaveLength(1);
      expect(job.errors).toEqual([]);
    });
  });
});
