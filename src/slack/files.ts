import type { WebClient } from "@slack/web-api";
import { fail } from "../errors.js";
import type { Files } from "../humans/ports.js";
import { readFailure } from "./outbound/outcome.js";

/** Asks Slack about files; what cannot be seen or was deleted counts as not there. */
export function createFiles({ client }: { client: WebClient }): Files {
  return {
    async info(fileId) {
      if (!/^F[A-Z0-9]{1,30}$/.test(fileId)) return null;
      try {
        const { file } = await client.files.info({ file: fileId });
        const url = file?.url_private_download ?? file?.url_private;
        if (!file?.id || !url) return null;
        const { id, name, mimetype, size } = file;
        return {
          file: { id, name: name ?? "file", mimetype: mimetype ?? "", sizeBytes: size ?? 0, url },
          userId: file.user ?? "",
        };
      } catch (error) {
        const failure = readFailure(error);
        if (failure.kind === "final") return null;
        throw fail("SLACK_UNREACHABLE", { detail: `(${failure.code})`, cause: error });
      }
    },
  };
}
