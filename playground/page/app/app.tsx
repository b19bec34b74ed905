import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { BrowserState } from "../../workspace/browser-contract.js";
import { callVerb } from "./api.js";
import { DeskProvider, type Act, type Desk } from "./desk.js";
import { Modal } from "./modal.js";
import { ChannelView } from "./shell/channel-view.js";
import { HintLine } from "./shell/hint-line.js";
import { HomeView } from "./shell/home-view.js";
import { Sidebar } from "./shell/sidebar.js";
import { ThreadPane } from "./shell/thread-pane.js";
import { TopBar } from "./shell/top-bar.js";
import { Toasts, useToasts } from "./toasts.js";
import { usePlace } from "./use-place.js";
import { useTheme } from "./use-theme.js";
import { useWorkspace } from "./use-workspace.js";

const minuteMs = 60_000;

function useNowSeconds(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Where somebody lands who comes without an address: where the hint points, else the first channel. */
function firstPlace(state: BrowserState): {
  channel: string | undefined;
  threadTs: string | undefined;
} {
  const { hint } = state;
  if (hint?.channel !== undefined) return { channel: hint.channel, threadTs: hint.threadTs };
  return { channel: state.channels.find((channel) => !channel.isDm)?.id, threadTs: undefined };
}

/** The whole page. */
export function App(): ReactNode {
  const [place, go] = usePlace();
  const [theme, toggleTheme] = useTheme();
  const [toasts, toast, closeToast] = useToasts();
  const live = useWorkspace(place.as);
  const nowSeconds = useNowSeconds();
  const drafts = useRef(new Map<string, string>());
  const { state } = live;
  const me = state?.me.id;

  useEffect(() => {
    if (!state) return;
    if (place.as === undefined) go({ as: state.me.id }, true);
    else if (place.channel === undefined) go(firstPlace(state), true);
  }, [state, place, go]);

  const ask: Act = useCallback((verb, body) => callVerb(verb, me ?? "", body), [me]);
  const act: Act = useCallback(
    async (verb, body) => {
      const reply = await ask(verb, body);
      if (!reply.ok) toast(reply.error ?? "That did not work.");
      return reply;
    },
    [ask, toast],
  );
  const desk = useMemo<Desk | null>(
    () =>
      state && {
        state,
        place,
        theme,
        nowSeconds,
        go: (change) => go(change),
        act,
        ask,
        toast,
        draftOf: (key) => drafts.current.get(key) ?? "",
        keepDraft: (key, text) => void drafts.current.set(key, text),
      },
    [state, place, theme, nowSeconds, go, act, ask, toast],
  );

  if (!desk || (place.as !== undefined && desk.state.me.id !== place.as))
    return <p className="loading">{live.trouble ?? "Opening the workspace…"}</p>;
  return (
    <DeskProvider value={desk}>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        Skip to the messages
      </a>
      <TopBar online={live.online} onTheme={toggleTheme} />
      <HintLine />
      <Panes key={desk.state.me.id} desk={desk} />
      {desk.state.openView && <Modal key={desk.state.openView.id} view={desk.state.openView} />}
      <Toasts toasts={toasts} onClose={closeToast} />
    </DeskProvider>
  );
}

function Panes({ desk }: { desk: Desk }): ReactNode {
  const { place, state } = desk;
  const channel = state.channels.find((one) => one.id === place.channel);
  const thread = channel && place.threadTs;
  const shows = thread ? "thread" : channel || place.channel === "home" ? "channel" : "list";
  const fallback = state.channels.find((one) => !one.isDm);
  const middle = channel ?? fallback;
  return (
    <div className={`panes shows-${shows}${thread ? " with-thread" : ""}`}>
      <Sidebar />
      {place.channel === "home" ? (
        <HomeView />
      ) : (
        middle && <ChannelView key={middle.id} channel={middle} />
      )}
      {channel && thread && <ThreadPane key={thread} channel={channel} threadTs={thread} />}
    </div>
  );
}
