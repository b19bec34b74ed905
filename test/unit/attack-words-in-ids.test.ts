import { PlannedTask } from "../../src/domain/task.js";
import { personFrom } from "../../src/slack/person-from.js";
import { uniqueIds } from "../../graphs/request/rules/task-ids.js";

it("keeps no sentence as the id of a task, and needs follow", () => {
  const secret = "priya-earns-90k";
  const planned = [
    PlannedTask.parse({ id: secret, title: "Read", kind: "read", source: "thread" }),
    PlannedTask.parse({ id: "t2", title: "Sum up", kind: "research", needs: [secret] }),
  ];
  const { tasks, taken } = uniqueIds(planned);
  expect(JSON.stringify([...taken, ...tasks.map(({ id }) => id)])).not.toContain("priya");
  expect(tasks[1]?.needs).toEqual([tasks[0]?.id]);
});

it("tells times in UTC to somebody whose zone nobody knows", () => {
  const at = new Date(0);
  const zone = (tz: string) => personFrom({ id: "U1", tz }, "T1", "U1", at).tz;
  expect([zone("Europe/Berlin"), zone("Mars/Base"), zone("")]).toEqual([
    "Europe/Berlin",
    "UTC",
    "UTC",
  ]);
});
