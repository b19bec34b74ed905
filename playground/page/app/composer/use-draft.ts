import { useEffect, useState } from "react";
import { useDesk } from "../desk.js";

/** What stands in one composer: kept while one looks elsewhere, filled by the hint the first time. */
export function useDraft(
  channel: string,
  threadTs: string | undefined,
): [string, (text: string) => void] {
  const desk = useDesk();
  const key = [desk.state.me.id, channel, threadTs ?? ""].join(" ");
  const [text, setText] = useState(() => desk.draftOf(key));
  const { hint } = desk.state;
  const offered =
    hint && hint.channel === channel && hint.threadTs === threadTs ? (hint.draft ?? "") : "";

  useEffect(() => {
    const offerKey = `${key} offered`;
    if (offered === "" || desk.draftOf(offerKey) === offered || desk.draftOf(key) !== "") return;
    desk.keepDraft(offerKey, offered);
    desk.keepDraft(key, offered);
    setText(offered);
  }, [offered, key, desk]);

  const change = (next: string): void => {
    desk.keepDraft(key, next);
    setText(next);
  };
  return [text, change];
}
