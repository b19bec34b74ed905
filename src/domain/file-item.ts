import { z } from "zod";

/** A text as a file in a thread; posted once, never changed. */
export const FileItem = z.object({
  type: z.literal("file"),
  /** `run_…:result:file`. */
  opKey: z.string(),
  runId: z.string().nullable(),
  channel: z.string(),
  threadTs: z.string().nullable(),
  /** e.g. `launch-brief.md`: by it and its size the file is found again. */
  fileName: z.string(),
  title: z.string(),
  text: z.string(),
});
export type FileItem = z.infer<typeof FileItem>;

/** Slack's first method for a file; remembered as `method:…` where a workspace refuses it. */
export const FILE_METHOD = "files.getUploadURLExternal";

/** A Markdown file's name from the name of a job: `Launch brief` → `launch-brief.md`. */
export function fileNameOf(title: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  // Half a letter at the cut goes too.
  const name = (words ?? [])
    .join("-")
    .slice(0, 60)
    .replace(/(?:-|\p{Surrogate})+$/u, "");
  return `${name || "result"}.md`;
}
