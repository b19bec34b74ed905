import { useState } from "react";
import { useDesk } from "../desk.js";

/** A file that waits to be sent. */
export interface Attachment {
  fileId: string;
  name: string;
}

/** The largest file that the page uploads, in bytes. */
export const mostBytes = 8_000_000;

/** The bytes of a file as text that JSON can hold. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8_192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}

/** Files picked for one message: uploaded at once, sent with the message. */
export function useAttachments(): {
  attached: Attachment[];
  uploading: boolean;
  add: (files: Iterable<File>) => Promise<void>;
  drop: (fileId: string) => void;
  clear: () => void;
} {
  const desk = useDesk();
  const [attached, setAttached] = useState<Attachment[]>([]);
  const [uploading, setUploading] = useState(false);
  return {
    attached,
    uploading,
    async add(files) {
      setUploading(true);
      for (const file of files) {
        if (file.size > mostBytes) {
          desk.toast(`${file.name} is larger than 8 MB.`);
          continue;
        }
        const reply = await desk.act("upload", {
          name: file.name,
          ...(file.type === "" ? {} : { mimetype: file.type }),
          contentBase64: await base64Of(file),
        });
        const { fileId } = reply;
        if (fileId !== undefined) setAttached((before) => [...before, { fileId, name: file.name }]);
      }
      setUploading(false);
    },
    drop: (fileId) => setAttached((before) => before.filter((one) => one.fileId !== fileId)),
    clear: () => setAttached([]),
  };
}
