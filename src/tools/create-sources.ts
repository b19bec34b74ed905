import { DateTime } from "luxon";
import type { Clock } from "../clock.js";
import type { SourceOffer } from "../domain/agent-io.js";
import type { Request } from "../domain/request.js";
import type { Source } from "../domain/source.js";
import { fail } from "../errors.js";
import { cutDocument } from "./cut-document.js";
import { readFile, type Download } from "./file/read-file.js";
import { labelOf, linksOf } from "./links.js";
import type { FetchPage } from "./page/fetch-page.js";
import { dayName, threadText, type ReadThread } from "./thread/thread-text.js";

/** What a run may read from, loaded fresh for each read. */
export interface ReadableRequest {
  request: Request;
  /** The requester's zone, IANA. */
  tz: string;
}

/** What reading sources needs; all of it is bound in `app.ts`. */
export interface SourcesDeps {
  loadRequest(runId: string): Promise<ReadableRequest>;
  readThread: ReadThread;
  /** Where the thread can be opened, or null. */
  permalink?(channel: string, ts: string): Promise<string | null>;
  download: Download;
  fetchPage: FetchPage;
  /** The result of an earlier run, for a redo, or null if it has none. */
  loadResult(runId: string): Promise<{ title: string; body: string } | null>;
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

/** One read source: its text is kept as an artifact. */
export interface ReadSource {
  artifactId: string;
  title: string;
  source: Omit<Source, "n">;
}

type Doc = { title: string; text: string; source: Omit<Source, "n"> };

/** Reads what a request offers: the thread, a link, a file, the earlier result. Nothing else can be named. */
export function createSources(deps: SourcesDeps): {
  read(step: { runId: string; key: string }, offer: SourceOffer): Promise<ReadSource>;
} {
  const thread = async ({ request, tz }: ReadableRequest): Promise<Doc> => {
    const messages = await deps.readThread(request.channel, request.threadTs);
    const read = threadText(messages, request, { now: deps.clock.now(), tz });
    const url = (await deps.permalink?.(request.channel, request.threadTs)) ?? null;
    const source = { kind: "thread" as const, label: "this thread", url, note: read.note };
    return { title: "This thread", text: read.text, source };
  };

  const page = async ({ request, tz }: ReadableRequest, index: number): Promise<Doc> => {
    const link = linksOf(request.text)[index];
    if (!link) throw fail("NOT_FOUND");
    const got = await deps.fetchPage(link.url);
    const label = labelOf(new URL(got.url));
    const changed = got.changed
      ? `changed ${dayName(DateTime.fromISO(got.changed, { zone: tz }), { now: deps.clock.now(), tz })}`
      : "read today";
    const source = { kind: "page" as const, label, url: got.url, note: changed };
    return { title: got.title || label, text: got.text, source };
  };

  const file = async ({ request }: ReadableRequest, index: number): Promise<Doc> => {
    const ref = request.files[index];
    if (!ref) throw fail("NOT_FOUND");
    const text = await readFile(ref, deps.download);
    const source = { kind: "file" as const, label: ref.name, url: null, note: "attached file" };
    return { title: ref.name, text, source };
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

  const open = (readable: ReadableRequest, id: string): Promise<Doc> => {
    const [, kind, number] = /^(thread|link|file|result)(\d{0,3})$/.exec(id) ?? [];
    if (kind === "thread") return thread(readable);
    if (kind === "link") return page(readable, Number(number) - 1);
    if (kind === "file") return file(readable, Number(number) - 1);
    if (kind === "result") return result(readable);
    throw fail("NOT_FOUND");
  };

  return {
    read: async (step, offer) => {
      const doc = await open(await deps.loadRequest(step.runId), offer.id);
      const cut = cutDocument(doc.text);
      const source = cut.isCut
        ? { ...doc.source, note: `${doc.source.note}, first 200 KB only` }
        : doc.source;
      const { id } = await deps.artifacts.save(step, "document", doc.title, cut.text);
      return { artifactId: id, title: doc.title, source };
    },
  };
}
