import { createHash, randomUUID } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const MARK = /^([ \t]*)\/\/ fault: ([a-z.-]+)$/gm;

/** A change of the source that makes a build of its own: `find` must be there exactly once. */
export interface Patch {
  file: string;
  find: string;
  replace: string;
}

/** A build of the bot: its program, and the labels of all its fault points. */
export interface FaultBuild {
  program: string;
  labels: string[];
}

/** All labels in the source, sorted. In production they are comments and nothing else. */
export function faultLabels(): string[] {
  const labels = sources().flatMap(({ text }) => [...text.matchAll(MARK)].map((m) => m[2] ?? ""));
  return labels.toSorted();
}

/**
 * Builds the bot aside with a call at each `// fault: <label>`, and with `patches` in it. Builds of the same source and
 * patches are made once. Throws where a patch does not fit any more.
 */
export async function faultBuild(patches: readonly Patch[] = []): Promise<FaultBuild> {
  const files = patchesFit(patches);
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const folder = path.join(root, "node_modules", ".cache", "fermata-fault-builds");
  const home = path.join(folder, digest);
  const program = path.join(home, "src", "main.js");
  const labels = faultLabels();
  if (existsSync(program)) return { program, labels };
  // A name of its own: other processes, and other lanes of this one, may be building the same.
  const fresh = `${home}.${randomUUID()}`;
  for (const { name, text } of files) {
    const out = path.join(fresh, name.replace(/\.ts$/, ".js"));
    mkdirSync(path.dirname(out), { recursive: true });
    const { code } = await transform(withFaultPoints(text), { loader: "ts", target: "node20" });
    writeFileSync(out, code);
  }
  for (const beside of ["prompts", "package.json"]) {
    symlinkSync(path.join(root, beside), path.join(fresh, beside));
  }
  // Built in one step, so that two at once never see half of one.
  if (!existsSync(program)) renameSync(fresh, home);
  else rmSync(fresh, { recursive: true, force: true });
  return { program, labels };
}

/** The sources with these patches; throws where one does not fit any more. */
export function patchesFit(patches: readonly Patch[]): { name: string; text: string }[] {
  const files = sources().map(({ name, text }) => ({ name, text: patched(name, text, patches) }));
  for (const patch of patches) {
    if (!files.some(({ name }) => name === patch.file))
      throw new Error(`There is no ${patch.file} to patch.`);
  }
  return files;
}

/** The fault point's call in the place of its comment; without the hook that `fault-hook.mjs` sets it does nothing. */
export function withFaultPoints(text: string): string {
  return text.replace(MARK, '$1globalThis.__fault?.("$2");');
}

function patched(name: string, text: string, patches: readonly Patch[]): string {
  let now = text;
  for (const { file, find, replace } of patches) {
    if (file !== name) continue;
    if (now.split(find).length !== 2)
      throw new Error(`The patch of ${file} does not fit any more: ${find.slice(0, 60)}`);
    now = now.replace(find, () => replace);
  }
  return now;
}

function sources(): { name: string; text: string }[] {
  return ["src", "graphs"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .toSorted()
      .map((name) => ({
        name: path.join(folder, name),
        text: readFileSync(path.join(root, folder, name), "utf8"),
      })),
  );
}
