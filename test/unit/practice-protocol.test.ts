import { PRACTICE_ID } from "../../playground/practice/create-practice.js";
import { practiceAgents } from "./practice-pipeline.js";

describe("the practice model's protocol", () => {
  let url = "";
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ url, stop } = await practiceAgents());
  });
  afterAll(() => stop());

  const ask = (body: unknown) =>
    fetch(`${url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(body) });
  const triage = (extra: object = {}) => ({
    model: PRACTICE_ID,
    messages: [
      { role: "developer", content: "You are …" },
      { role: "user", content: [{ type: "text", text: 'Data.\n{"goal":"what can you do?"}' }] },
    ],
    response_format: { type: "json_schema", json_schema: { name: "triage" } },
    ...extra,
  });

  it("lists its one model", async () => {
    const body = (await (await fetch(`${url}/v1/models`)).json()) as { data: { id: string }[] };
    expect(body.data.map((model) => model.id)).toEqual(["practice"]);
  });

  it("answers with usage", async () => {
    const body = (await (await ask(triage())).json()) as {
      choices: { message: { content: string }; finish_reason: string }[];
      usage: { total_tokens: number };
    };
    expect(JSON.parse(body.choices[0]?.message.content ?? "")).toMatchObject({ path: "answer" });
    expect(body.choices[0]?.finish_reason).toBe("stop");
    expect(body.usage.total_tokens).toBeGreaterThan(0);
  });

  it("streams when it is asked to", async () => {
    const text = await (await ask(triage({ stream: true }))).text();
    expect(text).toContain('"object":"chat.completion.chunk"');
    expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
  });

  it("refuses what it does not know", async () => {
    expect((await ask({ messages: [] })).status).toBe(400);
    expect((await ask(triage({ response_format: undefined }))).status).toBe(400);
    expect((await fetch(`${url}/v1/elsewhere`)).status).toBe(404);
    const broken = await fetch(`${url}/v1/chat/completions`, { method: "POST", body: "{" });
    expect(broken.status).toBe(400);
  });
});
