import type { HumanCall } from "../../src/domain/human-call.js";
import { PlannedAsk } from "../../src/domain/task.js";
import { plannedCall } from "../../src/humans/functions/registry.js";
import { createHandedIn } from "../../src/humans/handed-in.js";

const args = plannedCall(PlannedAsk.parse({ fn: "provide", what: "the sheet" }), {
  title: "Prices",
  text: null,
  asked: 1,
});
const seen = { id: "F1", name: "huge.pdf", mimetype: "application/pdf", sizeBytes: 99_000_000 };
const asked: string[] = [];
const handedIn = createHandedIn({
  transact: (work) => work({ calls: { get: async () => ({ args }) as HumanCall } }),
  files: {
    info: async (id) => {
      asked.push(id);
      return id === "F1" ? { file: { ...seen, url: "https://x.example" }, userId: "UTOM" } : null;
    },
  },
});
const input = { callId: "call_1", verb: "provide", actor: "UTOM" };
const form = (value: object) => ({ file: JSON.stringify(value), link: "" });

describe("files that come with a form", () => {
  it("have the name and size that Slack gives them, not the form's own", async () => {
    const values = form({ id: "F1", name: "small.csv", bytes: 10 });
    const { errors, values: trusted } = await handedIn({ ...input, values });
    expect(errors).toEqual({});
    expect(JSON.parse(trusted["file"] ?? "")).toEqual({
      id: "F1",
      name: "huge.pdf",
      bytes: 99_000_000,
    });
  });

  it.each([
    ["somebody else's", { ...input, actor: "ULEO", values: form({ id: "F1" }) }],
    ["one that is not there", { ...input, values: form({ id: "F2" }) }],
    ["no file at all", { ...input, values: { file: "{not json" } }],
  ])("are refused at their field: %s", async (_, given) => {
    expect((await handedIn(given)).errors).toEqual({
      file: expect.stringContaining("cannot be seen"),
    });
  });

  it("ask Slack nothing for a form without files", async () => {
    asked.length = 0;
    const values = { link: "https://acme.example" };
    expect(await handedIn({ ...input, values })).toEqual({ values, errors: {} });
    expect(asked).toEqual([]);
  });
});
