import { DateTime } from "luxon";
import { channels } from "../../playground/seed/ids.js";
import { launchSeed } from "../../playground/seed/launch.js";
import { digestGoal, notesMessages } from "../../playground/seed/notes.js";
import { handClock, type HandClock } from "../support/hand-clock.js";
import { describeInBrowser } from "./page-fixture.js";
import { INSIDE, type JobStage, startJob, type Surface } from "./job-stage.js";

/** Monday evening in Berlin: the notes of the day are written. */
const MONDAY_20 = "2026-11-23T19:00:00Z";

describeInBrowser("a digest of the meeting notes each morning", () => {
  describe.each<Surface>(["rich", "plain"])("on a %s surface", (surface) => {
    let job: JobStage;
    let clock: HandClock;
    let dm = "";
    const goTo = (iso: string) => {
      const to = DateTime.fromISO(iso, { zone: "Europe/Berlin" }).toMillis();
      clock.forward(to - clock.now().getTime());
      return job.house.app.rooms.schedulePass();
    };

    beforeAll(async () => {
      clock = handClock(MONDAY_20);
      const seed = (origin: string, now: Date) => {
        const { start: _start, ...state } = launchSeed(origin, now);
        const tomorrow = new Date(now.getTime() + 86_400_000);
        state.messages[channels.meetingNotes] = notesMessages(tomorrow);
        return state;
      };
      job = await startJob(surface, {
        workspace: { clock, seed },
        options: { clock, sweepEveryMs: 50 },
      });
    });
    afterAll(() => job.stop());

    it("says when it would come and saves nothing before a yes", async () => {
      await job.look("maya", "launch");
      await job.page.getByTestId("dm-fermata").click();
      await job.page.waitForURL(/c=D/);
      dm = new URLSearchParams(new URL(job.page.url()).hash.slice(1)).get("c") ?? "";
      await job.say(digestGoal, dm);
      await job.action("schedule.confirm").waitFor();
      const asked = await job.text();
      expect(asked).toMatch(/every weekday at 09:00, Berlin time/i);
      expect(asked).toMatch(/Tue 24 Nov, Wed 25 Nov, Thu 26 Nov/);
      expect(asked).toMatch(/Nothing is saved until you confirm/);
      await job.press("schedule.confirm");
      await job.action("schedule.pause").waitFor();
    });

    it("sends one message with what was decided and what is open, and asks nothing", async () => {
      await goTo("2026-11-24T09:00:00");
      const { text } = await job.posted(dm, /4 decisions/);
      expect(text).toMatch(/, Tuesday 24 November: 4 decisions, 4 open tasks, 1 of them yours/);
      await job.look("maya", dm);
      await job.reads(/You: shortlist of help desks/);
      const said = await job.text();
      expect(said).toMatch(/Decided[\s\S]*The launch moves to 1 December/);
      expect(said).not.toMatch(/first price list/);
      expect(said).not.toMatch(INSIDE);
      await job.picture("job-digest", "schedule.pause");
    });

    it("says in one line that there is nothing new", async () => {
      await goTo("2026-11-25T09:00:00");
      const { text } = await job.posted(dm, /nothing new in #meeting-notes/);
      expect(text).not.toContain("\n");
    });

    it("comes once and says that it is late after a time of ours that was lost", async () => {
      const text = "*Board*\nDecided:\n• Two people join support in January";
      job.house.workspace.say({ user: "tom", channel: "meeting-notes", text });
      await goTo("2026-11-26T09:20:00");
      const late = await job.posted(dm, /Late by 20 minutes/);
      expect(JSON.stringify(late.blocks)).toContain("Two people join support");
    });

    it("pauses with one press", async () => {
      await job.look("maya", dm);
      await job.press("schedule.pause");
      await job.reads(/Paused/);
      const known = job.house.workspace.messages(dm).length;
      await goTo("2026-11-27T09:00:00");
      await job.house.app.outbound?.idle();
      expect(job.house.workspace.messages(dm)).toHaveLength(known);
      expect(job.errors).toEqual([]);
    });
  });
});
