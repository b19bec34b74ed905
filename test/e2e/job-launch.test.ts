import { launchThreadTs } from "../../playground/seed/launch.js";
import { describeInBrowser } from "./page-fixture.js";
import { INSIDE, type JobStage, startJob, type Surface } from "./job-stage.js";

describeInBrowser("a launch brief with sign-off", () => {
  describe.each<Surface>(["rich", "plain"])("on a %s surface", (surface) => {
    let job: JobStage;
    /** Where the product's clock stands still, in milliseconds. */
    let stillAt: number | null = null;
    const clock = { now: () => new Date(stillAt ?? Date.now()) };
    beforeAll(async () => {
      job = await startJob(surface, { options: { clock } });
    });
    afterAll(() => job.stop());

    it("asks Maya which of two dates is right", async () => {
      await job.look("maya", "launch", launchThreadTs);
      const page = `${job.house.workspace.origin}/pages/launch`;
      await job.reply(
        `@Fermata turn this into a one-page launch brief, check it against ${page}, then post it in #company-news once Priya is happy`,
      );
      await job.action("call.choose.1").waitFor();
      expect(await job.text()).toMatch(/Tuesday 1 December[\s\S]*Thursday 3 December/);
      await job.press("call.choose.1");
      await job.reads(/Maya chose/);
    });

    it("asks Priya for the act and the place", async () => {
      await job.action("call.approve").waitFor();
      await job.look("priya", "launch", launchThreadTs);
      const asked = await job.text();
      expect(asked).toMatch(/Post this launch brief in #company-news\?/);
      expect(asked).toMatch(/Everybody in #company-news will (?:see|read) it/);
      await job.picture("job-launch", "call.approve");
    });

    it("posts nothing when Priya takes her approval back in time", async () => {
      // However long the presses take here, they come within the ten seconds.
      stillAt = Date.now();
      await job.press("call.approve");
      await job.press("run.undo");
      await job.reads(/Priya took the approval back/);
      stillAt = null;
      expect(job.house.workspace.messages("company-news")).toHaveLength(1);
    });

    it("posts Priya's own version, once, and links it", async () => {
      await job.press("call.edit");
      const field = job.page.getByTestId("field-text").locator("textarea");
      await field.fill(`${await field.inputValue()}\n\nLegal signed off this morning.`);
      await job.page.getByTestId("modal-submit").click();
      await job.reads(/Posting in #company-news in 10 seconds/);
      const post = await job.posted("company-news", /Legal signed off this morning/);
      expect(JSON.stringify(post.blocks)).toContain("1 December");
      await job.look("maya", "launch", launchThreadTs);
      await job.action("run.redo").waitFor();
      const said = await job.text();
      expect(said).toMatch(/Posted in #company-news/);
      expect(said).toMatch(/Checked: /);
      expect(said).not.toMatch(INSIDE);
      expect(job.house.workspace.messages("company-news")).toHaveLength(2);
    });

    it("offers to do it every Friday, and saves that after a yes", async () => {
      await job.press("schedule.new");
      const when = job.page.getByTestId("field-preset").locator("select");
      await when.selectOption("Every Friday at 14:00");
      await job.page.getByTestId("modal-submit").click();
      await job.press("schedule.confirm");
      await job.action("schedule.pause").waitFor();
      const saved = await job.text();
      expect(saved).toMatch(/every Friday at 14:00, Berlin time/i);
      expect(saved).toMatch(/Saved by Maya/);
    });

    it("takes the post down when Priya says so", async () => {
      await job.look("priya", "launch", launchThreadTs);
      await job.press("run.takedown");
      const yes = job.page.getByTestId("confirm-yes");
      if (await yes.isVisible()) await yes.click();
      await job.reads(/Taken down by Priya/);
      expect(job.house.workspace.messages("company-news")).toHaveLength(1);
      expect(job.errors).toEqual([]);
    });
  });
});
