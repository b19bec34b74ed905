import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { BrowserMessage } from "../../../workspace/browser-contract.js";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { Emoji, emojiLabel, quickReactions } from "../text/emoji.js";

/** A button that opens a row of reactions; arrows move, Enter adds, Esc closes. */
export function ReactionMenu(props: { channel: string; message: BrowserMessage }): ReactNode {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>(".reaction-row button")?.focus();
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [
      ...(root.current?.querySelectorAll<HTMLElement>(".reaction-row button") ?? []),
    ];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (step !== undefined) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  };
  const add = (name: string): void => {
    close();
    const taken = props.message.reactions?.some(
      (reaction) => reaction.name === name && reaction.users.includes(desk.state.me.id),
    );
    void desk.act("react", {
      channel: props.channel,
      ts: props.message.ts,
      name,
      remove: taken === true,
    });
  };

  return (
    <span ref={root} className={open ? "menu-root menu-open" : "menu-root"}>
      <button
        type="button"
        className="icon-button"
        aria-label="Add a reaction"
        title="Add a reaction"
        aria-expanded={open}
        data-testid={`react-${props.message.ts}`}
        onClick={() => setOpen(!open)}
      >
        <Icon name="smile" />
      </button>
      {open && (
        <div
          className="menu reaction-row"
          role="group"
          aria-label="Reactions"
          onKeyDown={onKeyDown}
        >
          {quickReactions.map((name) => (
            <button
              key={name}
              type="button"
              className="icon-button"
              aria-label={emojiLabel(name)}
              data-testid={`add-${name}`}
              onClick={() => add(name)}
            >
              <Emoji name={name} />
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
