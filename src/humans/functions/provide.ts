import { z } from "zod";
import type { AskFormInput } from "../../domain/ask-form.js";
import { SeenFile } from "../../domain/ask-form.js";
import { canYou } from "./can-you.js";
import { type Answered, declareFunction } from "./declare.js";

const ENDING = /^[a-z0-9]{1,8}$/;
const MOST_MEGABYTES = 10;
/** What can be read as a source of the job. */
const READABLE = ["pdf", "txt", "md", "csv", "tsv"];
const BYTES = 1_000_000;

/** What somebody is to hand in, and what of it is taken. */
export const ProvideArgs = z.object({
  /** e.g. `the price sheet` */
  what: z.string().min(1).max(200),
  kinds: z
    .array(z.enum(["file", "link"]))
    .min(1)
    .default(["file", "link"]),
  /** The endings that are taken, without the dot; none: all. */
  endings: z.array(z.string().regex(ENDING)).max(10).default([]),
  maxMegabytes: z.number().positive().max(1000).default(MOST_MEGABYTES),
});
export type ProvideArgs = z.infer<typeof ProvideArgs>;

/** The file as Slack describes it, the link, or why there is none. */
export const ProvideResult = z.discriminatedUnion("how", [
  z.object({ how: z.literal("file"), fileId: z.string(), name: z.string(), bytes: z.number() }),
  z.object({ how: z.literal("link"), url: z.string().max(3000) }),
  z.object({ how: z.literal("handed_back"), reason: z.string().min(1).max(1000) }),
]);
export type ProvideResult = z.infer<typeof ProvideResult>;

/** `provide`: a person hands in a file or a link, checked for type and size; the job can read it. */
export const provide = declareFunction<ProvideArgs, ProvideResult>({
  name: "provide",
  args: ProvideArgs,
  result: ProvideResult,
  risk: "low",
  card: (args) => ({
    question: canYou(`provide ${args.what}`),
    notes: [`Wanted: ${terms(args)}.`],
    buttons: [
      { verb: "provide", label: "Provide it", style: "primary" },
      { verb: "handback", label: "I can't" },
    ],
    silenceMeans: "it goes on without, and the result says so",
  }),
  verbs: {
    provide: { form: (args) => form(args), read },
    handback: {
      form: (args) => ({
        title: "I can't",
        submit: "Hand back",
        parts: [{ kind: "ask", text: canYou(`provide ${args.what}`) }],
        fields: [{ name: "reason", label: "Why not?", type: "long_text", focus: true, max: 1000 }],
        foot: ["The person who asked reads your reason."],
      }),
      read: (_args, values) => {
        const reason = (values["reason"] ?? "").trim();
        if (reason === "") return { errors: { reason: "Write a few words, please." } };
        if (reason.length > 1000) return { errors: { reason: "At most 1000 characters." } };
        return { result: { how: "handed_back", reason } };
      },
    },
  },
  settled(args, result, by) {
    if (result === null) return { headline: "Nobody provided this" };
    if (result.how === "handed_back") {
      return {
        headline: `${by} can't provide this`,
        parts: [{ kind: "text", markdown: result.reason }],
      };
    }
    return {
      headline: `${by} provided ${args.what}`,
      parts: [{ kind: "facts", facts: [fact(result)] }],
    };
  },
  told: (args, result) => [
    {
      question: args.what,
      answer: result.how === "handed_back" ? `not provided: ${result.reason}` : labelOf(result),
    },
  ],
  gave(_args, result) {
    const label = labelOf(result);
    if (result.how === "file") return { kind: "file", fileId: result.fileId, label };
    return result.how === "link" ? { kind: "link", url: result.url, label } : null;
  },
  plan: {
    hint: "somebody hands in a file or a link that the job then reads. `what`: the thing (“the price sheet”). `items`: the file endings that will do, such as `csv`, and `link` where a web address will do; none: any of them.",
    args({ what, items }) {
      const wanted = items.map((one) => one.trim().replace(/^\./u, "").toLowerCase());
      const endings = wanted.filter((one) => one !== "link" && one !== "file");
      const link = wanted.length === 0 || wanted.includes("link");
      const file = wanted.length === 0 || endings.length > 0 || wanted.includes("file");
      return {
        what,
        kinds: [...(file ? ["file"] : []), ...(link ? ["link"] : [])],
        endings: endings.length > 0 ? endings : READABLE,
      };
    },
  },
  did: (result) => (result.how === "handed_back" ? "could not provide this" : "provided this"),
  fact: (result) => ({ how: result.how, bytes: result.how === "file" ? result.bytes : 0 }),
});

function form(args: ProvideArgs): AskFormInput {
  const both = args.kinds.length > 1;
  return {
    title: "Hand in",
    submit: "Hand in",
    parts: [{ kind: "ask", text: canYou(`provide ${args.what}`) }],
    fields: [
      ...(args.kinds.includes("file")
        ? [
            {
              name: "file",
              label: "A file",
              type: "file" as const,
              hint: fileTerms(args),
              endings: args.endings,
              optional: both,
            },
          ]
        : []),
      ...(args.kinds.includes("link")
        ? [
            {
              name: "link",
              label: both ? "Or a link" : "A link",
              type: "link" as const,
              placeholder: "https://",
              optional: both,
            },
          ]
        : []),
    ],
    foot: ["It is read for this job, and whoever sees the job may read what is taken from it."],
  };
}

function read(args: ProvideArgs, values: Record<string, string>): Answered<ProvideResult> {
  const link = (values["link"] ?? "").trim();
  const given = values["file"] ?? "";
  const takes = (kind: "file" | "link") => args.kinds.includes(kind);
  const first = takes("file") ? "file" : "link";
  if (link === "" && given === "") return { errors: { [first]: `Add ${terms(args)}, please.` } };
  if (link !== "" && given !== "") {
    return { errors: { link: "Either the file or a link, please, not both." } };
  }
  if (link !== "") {
    if (!takes("link")) return { errors: { file: "Only a file will do here." } };
    const problem = linkProblem(link);
    return problem ? { errors: { link: problem } } : { result: { how: "link", url: link } };
  }
  if (!takes("file")) return { errors: { link: "Only a link will do here." } };
  const file = seenFile(given);
  const problem = file ? fileProblem(args, file) : "This file cannot be seen. Upload it here.";
  if (!file || problem) return { errors: { file: problem ?? "" } };
  return { result: { how: "file", fileId: file.id, name: file.name, bytes: file.bytes } };
}

function seenFile(value: string): SeenFile | null {
  try {
    return SeenFile.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    // What no form sends is no file.
    return null;
  }
}

function linkProblem(link: string): string | null {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (!url || !/^https?:$/u.test(url.protocol) || link.length > 3000) {
    return "Write a web address that begins with https://";
  }
  return url.username || url.password ? "Leave the name and password out of the address." : null;
}

function fileProblem(args: ProvideArgs, file: SeenFile): string | null {
  const ending = /\.([^.]+)$/u.exec(file.name)?.[1]?.toLowerCase() ?? "";
  if (args.endings.length > 0 && !args.endings.includes(ending)) {
    return `This one is called ${file.name}. Only ${listed(args.endings)} will do.`;
  }
  if (file.bytes === 0) return "This file is empty.";
  if (file.bytes > args.maxMegabytes * BYTES) {
    return `This file has ${(file.bytes / BYTES).toFixed(1)} MB; at most ${args.maxMegabytes} MB will do.`;
  }
  return null;
}

function terms(args: ProvideArgs): string {
  const kinds = args.kinds.map((kind) =>
    kind === "file" ? `a file (${fileTerms(args)})` : "a link",
  );
  return kinds.join(" or ");
}

function fileTerms({ endings, maxMegabytes }: ProvideArgs): string {
  const size = `at most ${maxMegabytes} MB`;
  return endings.length === 0 ? size : `${listed(endings)}, ${size}`;
}

function listed(endings: readonly string[]): string {
  const dotted = endings.map((one) => `.${one}`);
  const last = dotted.pop() ?? "";
  return dotted.length === 0 ? last : `${dotted.join(", ")} or ${last}`;
}

function labelOf(result: ProvideResult): string {
  if (result.how === "file") return result.name;
  if (result.how === "handed_back") return "";
  const { host, pathname } = new URL(result.url);
  return `${host}${pathname === "/" ? "" : pathname}`.slice(0, 80);
}

function fact(result: ProvideResult): { label: string; value: string } {
  if (result.how !== "file") return { label: "Link", value: labelOf(result) };
  const size =
    result.bytes < 100_000
      ? `${Math.max(1, Math.round(result.bytes / 1000))} KB`
      : `${(result.bytes / BYTES).toFixed(1)} MB`;
  return { label: "File", value: `${result.name}, ${size}` };
}
