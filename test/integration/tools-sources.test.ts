import type { Request } from "../../src/domain/request.js";
import { fail } from "../../src/errors.js";
import { parseHere } from "../../src/tools/apart/parse-document.js";
import { createSources, type SourcesDeps } from "../../src/tools/create-sources.js";
import { offersOf } from "../../src/tools/offers.js";

const ts = (time: string) => `${Date.parse(`2026-11-20T${time}:00Z`) / 1000}.000100`;
const request: Request = {
  id: "q1",
  team: "T1",
  channel: "C1",
  threadTs: ts("09:00"),
  messageTs: ts("13:00"),
  userId: "U1",
  via: "mention",
  isDm: false,
  text: "brief from <https://acme.example/launch|here> and <https://private.example/x>",
  files: [
    { id: "F1", name: "rota.csv", mimetype: "text/csv", sizeBytes: 20, url: "https://f.example/1" },
    {
      id: "F2",
      name: "photo.png",
      mimetype: "image/png",
      sizeBytes: 20,
      url: "https://f.example/2",
    },
  ],
  parentRunId: "run-0",
  receivedAt: new Date("2026-11-20T13:00:00Z"),
};

describe("sources of a request", () => {
  const saved = new Map<string, { title: string; body: string }>();
  const sourcesOf = (over: Partial<SourcesDeps> = {}) =>
    createSources({
      loadRequest: async () => ({
        request,
        tz: "Europe/Berlin",
        channels: [],
        isDirect: false,
      }),
      readChannel: async () => ({ messages: [], isCut: false, threadsLeftOut: 0 }),
      whyNot: async () => "",
      countRead: async () => ({ documents: 0 }),
      limits: { maxReads: 40, maxDocuments: 25, maxDocumentKb: 200 },
      readThread: async () => ({
        isCut: false,
        messages: [
          { ts: ts("09:00"), userId: "U2", name: "Tom", text: "the 1st is final", isOwn: false },
          {
            ts: ts("09:05"),
            userId: "U3",
            name: "Leo",
            text: "<@U9>?",
            plain: "@Kim ok",
            isOwn: false,
          },
          { ts: ts("13:00"), userId: "U1", name: "Maya", text: request.text, isOwn: false },
        ],
      }),
      permalink: async (channel, at) => `https://acme.slack.example/${channel}/${at}`,
      loadGiven: async () => null,
      download: async () => Buffer.from("Day,Name\nMon,Leo\n"),
      parse: parseHere,
      fetchPage: async (url) => {
        if (url.includes("private")) throw fail("FETCH_FAILED", { detail: "asks for a login" });
        return { url, title: "Atlas", text: "x".repeat(300_000), changed: "2026-11-09" };
      },
      loadResult: async () => ({ title: "Launch brief", body: "**Atlas** [1]" }),
      artifacts: {
        save: async (step, _kind, title, body) => {
          const id = `${step.runId}/${step.key}`;
          if (!saved.has(id)) saved.set(id, { title, body });
          return { id };
        },
      },
      clock: { now: () => new Date("2026-11-20T13:01:00Z") },
      ...over,
    });
  const offers = offersOf(request);
  const read = (id: string, deps?: Partial<SourcesDeps>) =>
    sourcesOf(deps).read(
      { runId: "r1", key: `read:${id}` },
      offers.find((offer) => offer.id === id) ?? { id, kind: "page", label: "" },
    );

  it("reads the thread up to the request, with a link to it", async () => {
    const got = await read("thread");
    expect(got.source).toEqual({
      kind: "thread",
      label: "this thread",
      url: `https://acme.slack.example/C1/${request.threadTs}`,
      note: "2 messages, today",
    });
    expect(saved.get(got.artifactId)?.body).toBe(
      "Tom, 20 Nov 10:00: the 1st is final\nLeo, 20 Nov 10:05: @Kim ok",
    );
  });

  it("reads a page, says how old it is, and cuts what is too long", async () => {
    const got = await read("link1");
    expect(got.title).toBe("Atlas");
    expect(got.source).toMatchObject({
      label: "acme.example/launch",
      note: "changed 9 November, first 200 KB only",
    });
    expect(saved.get(got.artifactId)?.body).toHaveLength(200_000);
  });

  it("reads a table and the earlier result", async () => {
    expect(saved.get((await read("file1")).artifactId)?.body).toBe("Day: Mon; Name: Leo");
    expect(await read("result")).toMatchObject({
      title: "Launch brief",
      source: { kind: "result" },
    });
  });

  it("says plainly what cannot be read", async () => {
    await expect(read("link2")).rejects.toMatchObject({ detail: "asks for a login" });
    await expect(read("file2")).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    await expect(read("result", { loadResult: async () => null })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("reads nothing that was not offered", async () => {
    for (const id of ["link3", "link0", "file9", "../secret", "https://evil.example", ""]) {
      await expect(read(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});
