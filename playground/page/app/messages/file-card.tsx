import { useState, type ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { Icon } from "../icons.js";

type File = NonNullable<BrowserMessage["files"]>[number];

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A file under a message: name, kind, size, the beginning of its text, and a download. */
export function FileCard({ file }: { file: File }): ReactNode {
  const [open, setOpen] = useState(false);
  const kind = file.pretty_type === "" ? file.filetype : file.pretty_type;
  return (
    <div className="file" data-testid={`file-${file.id}`}>
      <div className="file-line">
        <Icon name="file" />
        <span className="file-text">
          <span className="file-name">{file.title === "" ? file.name : file.title}</span>
          <span className="file-kind">
            {kind}, {sizeText(file.size)}
          </span>
        </span>
        {file.preview !== undefined && (
          <button
            type="button"
            className="link-button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide" : "Preview"}
          </button>
        )}
        <a
          className="icon-button"
          href={file.url_private_download}
          download={file.name}
          aria-label={`Download ${file.name}`}
          title="Download"
        >
          <Icon name="download" />
        </a>
      </div>
      {open && <pre className="file-preview">{file.preview}</pre>}
    </div>
  );
}
