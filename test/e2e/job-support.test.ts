import { supportGoal } from "../../playground/seed/support.js";
import { describeInBrowser } from "./page-fixture.js";
import { INSIDE, type JobStage, startJob, type Surface } from "./job-stage.js";

describeInBrowser("reply drafts for six tickets", () => {
  describe.each<Surface>(["rich", "plain"])("on a %s surface", (surface) => {
    let job: JobStage;
    let thread = "";
    beforeAll(async () => {
      job = await startJob(surface);
    });
    afterAll(() => job.stop());

    it("starts from a message by its menu, and asks what only Leo knows", async () => {
      const { workspace } = job.house;
      await job.look("leo", "support");
      thread = workspace.messages("support").at(-1)?.ts ?? "";
      const { page } = job;
      await page.getByTestId(`message-${thread}`).hover();
      await page.getByTestId(`menu-of-${thread}`).click();
      await page.getByRole("menuitem", { name: "Use as goal" }).click();
      await page.getByTestId("field-goal").locator("textarea").fill(supportGoal(workspace.origin));
      await page.getByTestId("modal-submit").click();
      await job.look("leo", "support", thread);
      await job.action("call.answer.defaults").waitFor();
      const asked = await job.text();
      expect(asked).toMatch(/Refund after 45 days\? I take no/);
      expect(asked).toMatch(/Who calls Norda back\? I take Leo/);
    });

    it("stops in the middle of its work when Leo says so", async () => {
      const held = job.model.hold("check");
      await job.press("call.answer.defaults");
      await held.reached;
      await job.reply("stop, five is enough, the last one is spam");
      await job.reads(/stopped by Leo/);
      held.release();
      await job.house.app.outbound?.idle();
      const said = await job.text();
      expect(said).toMatch(/Not done/);
      expect(said).toMatch(/Sent outside this thread: nothing/);
      expect(said).not.toMatch(INSIDE);
      await job.picture("job-support", "run.resume");
    });

    it("goes on after all, and takes what Leo thinks of it", async () => {
      await job.press("run.resume");
      await job.action("run.redo").waitFor();
      const said = await job.text();
      expect(said).toMatch(/5 replies are ready, 1 not written/);
      expect(said).toMatch(/Whoever paid twice gets one payment back/);
      expect(said).toMatch(/Leo calls Norda back/);
      expect(job.errors).toEqual([]);
    });

    it("thanks Leo privately for saying that it is not good", async () => {
      await job.page
        .getByRole("button", { name: /not good/i })
        .last()
        .click();
      await job.reads(/noted as not good/);
      expect(job.house.workspace.ephemerals("leo")).toHaveLength(1);
    });
  });
});
