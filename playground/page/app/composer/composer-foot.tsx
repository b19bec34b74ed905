import { useRef, type ReactNode } from "react";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { MenuButton } from "../menu.js";

/** The line under the text: attach, mention, the app's shortcuts, send. */
export function ComposerFoot(props: {
  threaded: boolean;
  uploading: boolean;
  canSend: boolean;
  onFiles: (files: File[]) => void;
  onMention: () => void;
  onSend: () => void;
}): ReactNode {
  const desk = useDesk();
  const picker = useRef<HTMLInputElement>(null);
  const shortcuts = desk.state.shortcuts.filter((shortcut) => shortcut.type === "global");
  return (
    <div className="composer-foot">
      <button
        type="button"
        className="icon-button"
        aria-label="Attach a file"
        title="Attach a file"
        aria-busy={props.uploading}
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid={props.threaded ? "thread-attach" : "attach"}
        onChange={(event) => {
          props.onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <button
        type="button"
        className="icon-button at-sign"
        aria-label="Mention somebody"
        title="Mention somebody"
        onClick={props.onMention}
      >
        @
      </button>
      {shortcuts.length > 0 && (
        <MenuButton
          label="Shortcuts"
          className="icon-button"
          items={shortcuts.map((shortcut) => ({
            key: shortcut.callbackId,
            label: shortcut.name,
            onChoose: () => void desk.act("globalShortcut", { callbackId: shortcut.callbackId }),
          }))}
        >
          <Icon name="more" />
        </MenuButton>
      )}
      <span className="composer-tip">
        <kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> starts a new line
      </span>
      <button
        type="button"
        className="send"
        aria-label="Send"
        title="Send"
        data-testid={props.threaded ? "thread-send" : "send"}
        disabled={!props.canSend}
        onClick={props.onSend}
      >
        <Icon name="send" />
        <span>Send</span>
      </button>
    </div>
  );
}
