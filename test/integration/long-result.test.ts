import { bot } from "../../playground/seed/ids.js";
import { defaultScopes } from "../../playground/workspace/defaults.js";
import { type House, startHouse } from "../support/house.js";
import { ask, type Asked, fromBot, pinged, read, resultOf, seen } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, n) => `Paragraph ${n + 1}. ${"Some words of it. ".repeat(20)}`);
const long = (count: number) => `${paragraphs(count).join("\n\n")}\n\nThe very end.`;

let house: House;
afterEach(() => house.stop());

async function start(markdown: string, workspace = {}): Promise<Asked> {
  house = await startHouse({
    scripts: storyScripts({ draft: () => ({ markdown, changed: [] }) }),
    workspace,
    options: { sweepEveryMs: 50 },
  });
  return ask(house.workspace, "a long report from this thread");
}

const files = () => house.workspace.world.state.files.filter((one) => one.user === bot.userId);
const shared = (at: Asked) =>
  seen(house.workspace, at, (m) => (m.files ?? []).length > 0, "the file in the thread");
const textOf = (file: { contentBase64: string } | undefined) =>
  Buffer.from(file?.contentBase64 ?? "", "base64").toString();

it("shows the first part, and the whole as a file below it, once", async () => {
  const at = await start(long(12));
  const result = await resultOf(house.workspace, at);
  expect(read(result)).toMatch(/the whole is the file below, launch-brief\.md/);
  expect(read(result)).toMatch(/Paragraph 1\./);
  expect(read(result)).not.toMatch(/The very end/);
  const message = await shared(at);
  expect(message.ts > result.ts).toBe(true);
  await house.app.outbound?.idle();
  expect(files()).toHaveLength(1);
  expect(files()[0]).toMatchObject({ name: "launch-brief.md", title: "Launch brief" });
  expect(textOf(files()[0])).toBe(long(12));
  expect(fromBot(house.workspace, at).filter((m) => /part 2/.test(m.text))).toEqual([]);
});

it.each([
  ["in its file", true],
  ["in numbered parts where files are not taken", false],
])("keeps every word %s, and pings once", async (_where, hasFiles) => {
  const lines = Array.from({ length: 400 }, (_, n) => `Line ${n} of a long text about Atlas [1].`);
  const scopes = defaultScopes.filter((scope) => hasFiles || scope !== "files:write");
  const at = await start(lines.join("\n\n"), { scopes });
  const { workspace, app } = house;
  if (hasFiles) await shared(at);
  else await seen(workspace, at, (m) => /Line 399 /.test(read(m)), "the end of the text");
  await app.outbound?.idle();
  const messages = fromBot(workspace, at).map(read).join("\n");
  const whole = hasFiles ? textOf(files()[0]) : messages;
  expect(lines.filter((line) => !whole.includes(line))).toEqual([]);
  expect(/part 2 of 2/i.test(messages)).toBe(!hasFiles);
  expect(pinged(workspace, at)).toEqual(["maya"]);
});

it("tells all in messages where the place for files refuses them", async () => {
  house = await startHouse({
    scripts: storyScripts({ draft: () => ({ markdown: long(60), changed: [] }) }),
    options: { sweepEveryMs: 50 },
  });
  const { workspace } = house;
  workspace.faults.add({ method: "upload", kind: "403", times: Infinity });
  const at = ask(workspace, "a long report from this thread");
  await seen(workspace, at, (m) => /The very end/.test(read(m)), "the end of the text");
  await house.app.outbound?.idle();
  const text = fromBot(workspace, at).map(read).join("\n");
  for (let n = 1; n <= 60; n += 1) expect(text).toContain(`Paragraph ${n}.`);
  expect(text).not.toMatch(/the file below/);
  expect(files()).toEqual([]);
});

it("leaves a short result in one message, without a file", async () => {
  const at = await start("Short.");
  expect(read(await resultOf(house.workspace, at))).not.toMatch(/the file below/);
  await house.app.outbound?.idle();
  expect(files()).toEqual([]);
});

it.each([
  ["completing it got no answer", "files.completeUploadExternal", "drop-after-accept" as const],
  ["the address got no answer", "files.getUploadURLExternal", "500" as const],
])("posts the file once where %s", async (_what, method, kind) => {
  const at = await start(long(12));
  house.workspace.faults.add({ method, kind });
  await shared(at);
  await house.app.outbound?.idle();
  expect(files().filter((file) => file.shares.length > 0)).toHaveLength(1);
});

it.each([
  ["one message", 12, 1],
  ["numbered parts", 60, 2],
])("tells all in %s where files are not taken, and remembers it", async (_what, count, parts) => {
  const scopes = defaultScopes.filter((scope) => scope !== "files:write");
  const at = await start(long(count), { scopes });
  const { workspace, app } = house;
  await seen(workspace, at, (m) => /The very end/.test(read(m)), "the end of the text");
  await app.outbound?.idle();
  const all = fromBot(workspace, at).filter((m) => /Paragraph \d/.test(read(m)));
  expect(all.length).toBeGreaterThanOrEqual(parts);
  const text = all.map(read).join("\n");
  for (let n = 1; n <= count; n += 1) expect(text).toContain(`Paragraph ${n}.`);
  expect(text).not.toMatch(/the file below/);
  const tried = () => workspace.calls.filter((one) => one.method.startsWith("files.")).length;
  expect(tried()).toBe(1);
  const second = ask(workspace, "once more");
  await seen(workspace, second, (m) => /The very end/.test(read(m)), "the second one's end");
  expect(tried()).toBe(1);
});
