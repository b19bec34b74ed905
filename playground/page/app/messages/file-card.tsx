import { useState, type ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { Dialog } from "../dialog.js";
import { Icon } from "../icons.js";

type File = NonNullable<BrowserMessage["files"]>[number];

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A file under a message: name, kind, size, its text in a window, and a download. */
export function FileCard({ file }: { file: File }): ReactNode {
  const desk = useDesk();
  const [text, setText] = useState<string | undefined>(undefined);
  const kind = file.pretty_type === "" ? file.filetype : file.pretty_type;
  const title = file.title === "" ? file.name : file.title;
  // Slack's own addresses are for apps with a token; the browser has one of its own.
  const address = `/files/${encodeURIComponent(file.id)}`;

  const open = async (): Promise<void> => {
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`the workspace answered ${response.status}`);
      setText(await response.text());
    } catch (error) {
      console.error(error);
      desk.toast("The file cannot be opened right now.");
    }
  };
  return (
    <div className="file" data-testid={`file-${file.id}`}>
      <div className="file-line">
        <Icon name="file" />
        <span className="file-text">
          <span className="file-name">{title}</span>
          <span className="file-kind">
            {kind}, {sizeText(file.size)}
          </span>
        </span>
        {file.preview !== undefined && (
          <button
            type="button"
            className="link-button"
            aria-label={`Open ${file.name}`}
            aria-haspopup="dialog"
            onClick={() => void open()}
          >
            Open
          </button>
        )}
        <a
          className="icon-button"
          href={address}
          download={file.name}
          aria-label={`Download ${file.name}`}
          title="Download"
        >
          <Icon name="download" />
        </a>
      </div>
      {text !== undefined && (
        <Dialog title={title} testId="file-window" onClose={() => setText(undefined)}>
          <div className="dialog-body">
            <pre className="file-whole" tabIndex={0}>
              {text}
            </pre>
          </div>
        </Dialog>
      )}
    </div>
  );
}
