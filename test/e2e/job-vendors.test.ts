import { vendorsGoal } from "../../playground/seed/purchasing.js";
import { describeInBrowser } from "./page-fixture.js";
import { INSIDE, type JobStage, PRICED, startJob, type Surface } from "./job-stage.js";

/** A cap that the reading and the writing just fit in, and the check does not. */
const file = {
  budgets: { perRunUsd: 1 },
  models: { prices: { [PRICED]: { in: 130, out: 1 } } },
};

describeInBrowser("comparing three vendors", () => {
  describe.each<Surface>(["rich", "plain"])("on a %s surface", (surface) => {
    let job: JobStage;
    beforeAll(async () => {
      job = await startJob(surface, { file }, PRICED);
    });
    afterAll(() => job.stop());

    it("asks once, with the answers filled in", async () => {
      await job.look("maya", "purchasing");
      await job.say(vendorsGoal(job.house.workspace.origin), "it-purchasing");
      await job.action("call.answer.defaults").waitFor();
      const asked = await job.text();
      expect(asked).toMatch(/How many people will use it\?/);
      expect(asked).toMatch(/Which matters most\?/);
      await job.press("call.answer.defaults");
    });

    it("holds when its money is used up", async () => {
      await job.action("call.choose.2").waitFor();
      const asked = await job.text();
      expect(asked).toMatch(/has used its \$1\.00/);
      await job.press("call.choose.2");
    });

    it("finishes with a table that says what was not found and not read", async () => {
      await job.action("run.redo").waitFor();
      const said = await job.text();
      expect(said).toMatch(/Norda is cheapest/);
      expect(said).toMatch(/not found/);
      expect(said).toMatch(/Not read: .*deskly.*login/i);
      expect(said).not.toMatch(INSIDE);
      await job.picture("job-vendors", "run.redo", { alsoPlain: true });
      expect(job.errors).toEqual([]);
    });
  });
});
