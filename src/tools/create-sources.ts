import { DateTime } from "luxon";
import type { Clock } from "../clock.js";
import type { ChannelSource } from "../domain/channel-source.js";
import type { SourceOffer } from "../domain/agent-io.js";
import type { FileRef, Request } from "../domain/request.js";
import type { Source } from "../domain/source.js";
import { fail } from "../errors.js";
import type { ParseDocument } from "./apart/parse-document.js";
import { channelText, type ReadSliceOf } from "./channel/channel-text.js";
import { cutDocument } from "./cut-document.js";
import { readFile, type Download } from "./file/read-file.js";
import { labelOf, linksOf } from "./links.js";
import type { FetchPage } from "./page/fetch-page.js";
import type { CountRead } from "./ports.js";
import { createReadAllowance, type ReadLimits } from "./read-allowance.js";
import { dayName, threadText, type ReadThread } from "./thread/thread-text.js";

/** The most that is read of one channel. */
const MOST_MESSAGES = 300;
/** Threads to read in each of so many channels. Each is a call to Slack, of which every channel costs its own besides. */
const threadsEach = (channels: number): number => Math.max(1, Math.floor(12 / channels) - 3);

/** What a run may read from, loaded fresh for each read. */
export interface ReadableRequest {
  request: Request;
  /** The requester's zone, IANA. */
  tz: string;
  /** The channels that its first step found. */
  channels: ChannelSource[];
  /** It is shown to the requester alone. */
  isDirect: boolean;
  /** For a time of a schedule: when the last one was. */
  since?: Date | null;
}

/** What reading sources needs; all of it is bound in `app.ts`. */
export interface SourcesDeps {
  loadRequest(runId: string): Promise<ReadableRequest>;
  readThread: ReadThread;
  readChannel: ReadSliceOf;
  /** Why a channel may not be read now, though it could be when the run began; "" where it may. */
  whyNot(readable: ReadableRequest, channel: string): Promise<string>;
  /** Where the thread can be opened, or null. */
  permalink?(channel: string, ts: string): Promise<string | null>;
  download: Download;
  /** Parses files from outside. */
  parse: ParseDocument;
  /** What somebody handed in with the answer to a call; null: nothing that can be read. */
  loadGiven(runId: string, callId: string): Promise<Given | null>;
  fetchPage: FetchPage;
  /** The result of an earlier run, for a redo, or null if it has none. */
  loadResult(runId: string): Promise<{ title: string; body: string } | null>;
  countRead: CountRead;
  limits: ReadLimits & { maxDocumentKb: number };
  artifacts: {
    save(
      step: { runId: string; key: string },
      kind: "document",
      title: string,
      body: string,
    ): Promise<{ id: string }>;
  };
  clock: Clock;
}

/** What somebody handed in, and who. */
export type Given = { by: string } & (
  | { kind: "file"; file: FileRef }
  | { kind: "link"; url: string }
  | { kind: "text"; title: string; body: string }
);

/** One read source: its text is kept as an artifact. */
export interface ReadSource {
  artifactId: string;
  title: string;
  source: Omit<Source, "n">;
  /** For a time of a schedule: nothing is new in it since the last one. */
  nothingNew: boolean;
}

type Doc = { title: string; text: string; source: Omit<Source, "n">; nothingNew?: boolean };

/** Reads what a request offers: the thread, a channel, a link, a file, the earlier result. Nothing else can be named. */
export function createSources(deps: SourcesDeps): {
  read(step: { runId: string; key: string }, offer: SourceOffer): Promise<ReadSource>;
} {
  const thread = async ({ request, tz, since }: ReadableRequest): Promise<Doc> => {
    const { messages, isCut } = await deps.readThread(request.channel, request.threadTs);
    const read = threadText(messages, request, { now: deps.clock.now(), tz });
    const url = (await deps.permalink?.(request.channel, request.threadTs)) ?? null;
    const note = isCut ? `${read.note}, older ones not read` : read.note;
    const source = { kind: "thread" as const, label: "this thread", url, note };
    // Slack's ts is in seconds.
    const isOld = (one: { ts: string }) => Number(one.ts) * 1000 <= (since?.getTime() ?? 0);
    const nothingNew = since instanceof Date && messages.every((one) => one.isOwn || isOld(one));
    return { title: "This thread", text: read.text, source, nothingNew };
  };

  const channel = async (readable: ReadableRequest, offer: SourceOffer): Promise<Doc> => {
    const { request, tz, channels } = readable;
    const found = channels.find((one) => one.offerId === offer.id);
    if (!found) throw fail("NOT_FOUND");
    if (found.channel === null) throw fail("CHANNEL_UNREADABLE", { detail: found.reason });
    const why = await deps.whyNot(readable, found.channel);
    if (why !== "") throw fail("CHANNEL_UNREADABLE", { detail: why });
    const slice = await deps.readChannel(found.channel, {
      since: new Date(found.since),
      until: new Date(found.until),
      mostMessages: MOST_MESSAGES,
      mostThreads: threadsEach(channels.filter((one) => one.channel !== null).length),
    });
    const requestTs = request.messageTs.split("#")[0] ?? "";
    const read = channelText(slice, found, { tz, requestTs });
    // A text about nothing would be no result: like a page that holds no text. A schedule says so and goes on.
    const nothingNew = read.text === "" && request.via === "schedule";
    if (read.text === "" && !nothingNew) throw fail("CHANNEL_UNREADABLE", { detail: read.note });
    const url = (await deps.permalink?.(found.channel, read.firstTs ?? "")) ?? null;
    const source = { kind: "channel" as const, label: offer.label, url, note: read.note };
    return { title: offer.label, text: read.text, source, nothingNew };
  };

  const page = async ({ request, tz }: ReadableRequest, index: number): Promise<Doc> => {
    const link = linksOf(request.text)[index];
    if (!link) throw fail("NOT_FOUND");
    return pageAt(link.url, tz);
  };

  const pageAt = async (address: string, tz: string): Promise<Doc> => {
    const got = await deps.fetchPage(address);
    const label = labelOf(new URL(got.url));
    const changed = got.changed
      ? `changed ${dayName(DateTime.fromISO(got.changed, { zone: tz }), { now: deps.clock.now(), tz })}`
      : "read today";
    const note = got.isCut ? `${changed}, only its beginning` : changed;
    const source = { kind: "page" as const, label, url: got.url, note };
    return { title: got.title || label, text: got.text, source };
  };

  const file = async ({ request }: ReadableRequest, index: number): Promise<Doc> => {
    const ref = request.files[index];
    if (!ref) throw fail("NOT_FOUND");
    const text = await readFile(ref, deps.download, deps.parse);
    const source = { kind: "file" as const, label: ref.name, url: null, note: "attached file" };
    return { title: ref.name, text, source };
  };

  const given = async (runId: string, callId: string, tz: string): Promise<Doc> => {
    const found = await deps.loadGiven(runId, callId);
    if (!found) throw fail("FILE_UNREADABLE", { detail: "it is not there any more" });
    const from = `from ${found.by}`;
    switch (found.kind) {
      case "link": {
        const doc = await pageAt(found.url, tz);
        return { ...doc, source: { ...doc.source, note: `${from}, ${doc.source.note}` } };
      }
      case "file": {
        const text = await readFile(found.file, deps.download, deps.parse);
        const { name } = found.file;
        const source = { kind: "file" as const, label: name, url: null, note: from };
        return { title: name, text, source };
      }
      case "text": {
        const label = `${found.by}'s version`;
        const source = { kind: "person" as const, label, url: null, note: from };
        return { title: found.title, text: found.body, source };
      }
    }
  };

  const result = async ({ request }: ReadableRequest): Promise<Doc> => {
    const earlier = request.parentRunId ? await deps.loadResult(request.parentRunId) : null;
    if (!earlier) throw fail("NOT_FOUND");
    const source = {
      kind: "result" as const,
      label: "the earlier result",
      url: null,
      note: earlier.title,
    };
    return { title: earlier.title, text: earlier.body, source };
  };

  const open = (runId: string, readable: ReadableRequest, offer: SourceOffer): Promise<Doc> => {
    const handed = /^given:(call_[0-9a-f]+)$/.exec(offer.id)?.[1];
    if (handed !== undefined) return given(runId, handed, readable.tz);
    const [, kind, number] = /^(thread|channel|link|file|result)(\d{0,3})$/.exec(offer.id) ?? [];
    if (kind === "thread") return thread(readable);
    if (kind === "channel") return channel(readable, offer);
    if (kind === "link") return page(readable, Number(number) - 1);
    if (kind === "file") return file(readable, Number(number) - 1);
    if (kind === "result") return result(readable);
    throw fail("NOT_FOUND");
  };

  const within = createReadAllowance(deps.countRead, deps.limits);
  const { maxDocumentKb } = deps.limits;
  return {
    read: (step, offer) =>
      within(step, async () => {
        const doc = await open(step.runId, await deps.loadRequest(step.runId), offer);
        const cut = cutDocument(doc.text, maxDocumentKb);
        const source = cut.isCut
          ? { ...doc.source, note: `${doc.source.note}, first ${maxDocumentKb} KB only` }
          : doc.source;
        const { id } = await deps.artifacts.save(step, "document", doc.title, cut.text);
        return { artifactId: id, title: doc.title, source, nothingNew: doc.nothingNew ?? false };
      }),
  };
}
