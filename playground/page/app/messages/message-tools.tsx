import { useState, type ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { Dialog } from "../dialog.js";
import { Icon } from "../icons.js";
import { MenuButton, type MenuItem } from "../menu.js";
import { permalinkOf } from "../text/permalink.js";
import { ReactionMenu } from "./reaction-menu.js";

/** The bar on a message: react, reply, and a menu with shortcuts, link, edit and delete. */
export function MessageTools(props: {
  channel: string;
  message: BrowserMessage;
  mine: boolean;
  onEdit: () => void;
  onReply: (() => void) | undefined;
}): ReactNode {
  const desk = useDesk();
  const { channel, message } = props;
  const [deleting, setDeleting] = useState(false);
  const at = { channel, ts: message.ts };
  const items: MenuItem[] = desk.state.shortcuts
    .filter((shortcut) => shortcut.type === "message")
    .map((shortcut) => ({
      key: shortcut.callbackId,
      label: shortcut.name,
      onChoose: () => void desk.act("shortcut", { ...at, callbackId: shortcut.callbackId }),
    }));
  items.push({ key: "link", label: "Copy link", onChoose: () => void copyLink() });
  if (props.mine) {
    items.push({ key: "edit", label: "Edit message", onChoose: props.onEdit });
    items.push({
      key: "delete",
      label: "Delete message",
      danger: true,
      onChoose: () => setDeleting(true),
    });
  }

  const copyLink = async (): Promise<void> => {
    const link = permalinkOf(desk.state.team.domain, { ...at, threadTs: message.thread_ts });
    try {
      await navigator.clipboard.writeText(link);
      desk.toast("The link is copied.", "note");
    } catch {
      // A browser may forbid the clipboard; then the link is shown for copying by hand.
      desk.toast(link, "note");
    }
  };

  return (
    <div className="tools">
      <ReactionMenu channel={channel} message={message} />
      {props.onReply && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          data-testid={`reply-${message.ts}`}
          onClick={props.onReply}
        >
          <Icon name="reply" />
        </button>
      )}
      <MenuButton
        label="More for this message"
        className="icon-button"
        items={items}
        testId={`menu-of-${message.ts}`}
      >
        <Icon name="more" />
      </MenuButton>
      {deleting && (
        <Dialog title="Delete this message?" testId="confirm" onClose={() => setDeleting(false)}>
          <div className="dialog-body">
            <p>It goes away for everybody. This cannot be undone.</p>
          </div>
          <div className="dialog-foot">
            <button
              type="button"
              className="button button-plain"
              onClick={() => setDeleting(false)}
            >
              Keep it
            </button>
            <button
              type="button"
              className="button button-danger"
              data-testid="confirm-yes"
              onClick={() => {
                setDeleting(false);
                void desk.act("delete", at);
              }}
            >
              Delete
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
