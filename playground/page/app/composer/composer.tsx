import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { flushSync } from "react-dom";
import { useDesk } from "../desk.js";
import { Icon } from "../icons.js";
import { ComposerFoot } from "./composer-foot.js";
import { SuggestionList } from "./suggestion-list.js";
import { suggestionsFor, triggerAt, type Suggestion } from "./suggestions.js";
import { useAttachments } from "./use-attachments.js";
import { useDraft } from "./use-draft.js";

/** Where people write: Enter sends, Shift+Enter breaks the line, `@`, `#` and `/` suggest. */
export function Composer(props: {
  channel: string;
  threadTs?: string | undefined;
  members: readonly string[];
  placeholder: string;
}): ReactNode {
  const desk = useDesk();
  const { channel, threadTs } = props;
  const [text, setText] = useDraft(channel, threadTs);
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string | undefined>(undefined);
  const [sending, setSending] = useState(false);
  const files = useAttachments();
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();

  const trigger = triggerAt(text, cursor, threadTs !== undefined);
  const triggerKey = trigger && `${trigger.start}${trigger.sign}${trigger.word}`;
  const suggestions =
    trigger && triggerKey !== dismissed ? suggestionsFor(desk.state, props.members, trigger) : [];
  const open = suggestions.length > 0;
  const at = Math.min(active, suggestions.length - 1);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight * 0.35)}px`;
  }, [text]);

  const choose = (suggestion: Suggestion): void => {
    if (!trigger) return;
    const head = `${text.slice(0, trigger.start)}${suggestion.insert} `;
    const next = head + text.slice(cursor).replace(/^ /, "");
    // At once, so that the next key already lands behind the name.
    flushSync(() => {
      setText(next);
      setCursor(head.length);
      setActive(0);
    });
    box.current?.focus();
    box.current?.setSelectionRange(head.length, head.length);
  };

  const send = async (): Promise<void> => {
    const typed = text.trim();
    if (sending || files.uploading || (typed === "" && files.attached.length === 0)) return;
    const thread = threadTs === undefined ? {} : { threadTs };
    const first = typed.split(/\s+/)[0] ?? "";
    const command = text.startsWith("/")
      ? desk.state.commands.find((one) => one.command === first)
      : undefined;
    if (text.startsWith("/") && !command && !first.slice(1).includes("/")) {
      desk.toast(`${first} is not a command here. Put a space before it to send it as text.`);
      return;
    }
    setSending(true);
    const reply = command
      ? await desk.act("command", {
          channel,
          command: command.command,
          text: typed.slice(first.length).trim(),
          ...thread,
        })
      : await desk.act("say", {
          channel,
          text: typed,
          ...thread,
          ...(files.attached.length > 0
            ? { fileIds: files.attached.map((file) => file.fileId) }
            : {}),
        });
    setSending(false);
    if (!reply.ok) return;
    setText("");
    files.clear();
    box.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (open) {
      const suggestion = suggestions[at];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        setActive((at + step + suggestions.length) % suggestions.length);
        return;
      }
      if ((event.key === "Enter" || event.key === "Tab") && suggestion) {
        event.preventDefault();
        choose(suggestion);
        return;
      }
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        setDismissed(triggerKey);
        return;
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };

  return (
    <div
      className="composer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void files.add(event.dataTransfer.files);
      }}
    >
      {open && (
        <SuggestionList id={listId} suggestions={suggestions} active={at} onChoose={choose} />
      )}
      {files.attached.length > 0 && (
        <ul className="attached" aria-label="Files to send">
          {files.attached.map((file) => (
            <li key={file.fileId}>
              <Icon name="file" />
              <span>{file.name}</span>
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove ${file.name}`}
                onClick={() => files.drop(file.fileId)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={props.placeholder}
        aria-label={props.placeholder}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${at}` : undefined}
        data-testid={threadTs === undefined ? "composer" : "thread-composer"}
        onChange={(event) => {
          setText(event.target.value);
          setCursor(event.target.selectionStart);
          setActive(0);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onBlur={() => setDismissed(triggerKey)}
        onFocus={() => setDismissed(undefined)}
        onKeyDown={onKeyDown}
      />
      <ComposerFoot
        threaded={threadTs !== undefined}
        uploading={files.uploading}
        canSend={!sending && !files.uploading && (text.trim() !== "" || files.attached.length > 0)}
        onFiles={(picked) => void files.add(picked)}
        onSend={() => void send()}
        onMention={() => {
          const head = `${text}${text === "" || text.endsWith(" ") ? "" : " "}@`;
          setText(head);
          setCursor(head.length);
          box.current?.focus();
        }}
      />
    </div>
  );
}
