import type { BrowserMessage } from "./browser-contract.js";
import type { StoredFile } from "./types.js";
import type { World } from "./world.js";

type ApiFile = NonNullable<BrowserMessage["files"]>[number];

const kinds: Record<string, { filetype: string; pretty: string; mimetype: string }> = {
  md: { filetype: "markdown", pretty: "Markdown", mimetype: "text/markdown" },
  csv: { filetype: "csv", pretty: "CSV", mimetype: "text/csv" },
  txt: { filetype: "text", pretty: "Plain text", mimetype: "text/plain" },
  json: { filetype: "json", pretty: "JSON", mimetype: "application/json" },
  html: { filetype: "html", pretty: "HTML", mimetype: "text/html" },
  pdf: { filetype: "pdf", pretty: "PDF", mimetype: "application/pdf" },
  png: { filetype: "png", pretty: "PNG", mimetype: "image/png" },
};

const unknownKind = { filetype: "binary", pretty: "Binary", mimetype: "application/octet-stream" };

function kindOf(name: string): (typeof kinds)[string] {
  return kinds[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? unknownKind;
}

/** Keeps a new file; its type is told by its name unless given. */
export function storeFile(
  world: World,
  given: {
    name: string;
    user: string;
    content: Buffer;
    id?: string;
    title?: string;
    mimetype?: string;
  },
): StoredFile {
  const kind = kindOf(given.name);
  const file: StoredFile = {
    id: given.id ?? world.nextId("F"),
    name: given.name,
    title: given.title ?? given.name,
    mimetype: given.mimetype ?? kind.mimetype,
    filetype: kind.filetype,
    size: given.content.length,
    user: given.user,
    created: world.nowSeconds(),
    contentBase64: given.content.toString("base64"),
    shares: [],
  };
  world.state.files.push(file);
  return file;
}

/** A file in Slack's shape; `origin` is where this server can be reached. */
export function asApiFile(world: World, origin: string, file: StoredFile): ApiFile {
  const path = `${origin}/files-pri/${world.state.team.id}-${file.id}`;
  const isText = file.mimetype.startsWith("text/");
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: kindOf(file.name).pretty,
    size: file.size,
    user: file.user,
    created: file.created,
    url_private: `${path}/${encodeURIComponent(file.name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(file.name)}`,
    permalink: `https://${world.state.team.domain}.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    ...(isText
      ? { preview: Buffer.from(file.contentBase64, "base64").toString("utf8").slice(0, 800) }
      : {}),
  };
}
