import { useEffect, type ReactNode } from "react";
import { Blocks } from "../blocks/blocks.js";
import { ClickTargetProvider } from "../blocks/click.js";
import { useDesk } from "../desk.js";
import { dmPartner, nameOf } from "../names.js";
import { PaneHead } from "./pane-head.js";

/** Fermata's Home tab for this person. */
export function HomeView(): ReactNode {
  const desk = useDesk();
  const { state, act } = desk;
  const me = state.me.id;
  const dm = state.channels.find(
    (channel) => channel.isDm && dmPartner(state, channel) === state.bot.userId,
  );

  useEffect(() => {
    void act("openHome", { tab: "home" });
  }, [act, me]);

  const toMessages = async (): Promise<void> => {
    const channel = dm?.id ?? (await act("openDm", {})).channel;
    if (channel !== undefined) desk.go({ channel, threadTs: undefined });
  };
  return (
    <main className="pane pane-channel" id="main" tabIndex={-1} data-testid="home-tab">
      <PaneHead
        title={nameOf(state, state.bot.userId)}
        onBack={() => desk.go({ channel: "list", threadTs: undefined })}
      >
        <div className="tabs">
          <button type="button" className="tab" aria-current="page">
            Home
          </button>
          <button type="button" className="tab" onClick={() => void toMessages()}>
            Messages
          </button>
        </div>
      </PaneHead>
      <div className="home">
        {state.home ? (
          <ClickTargetProvider value={{ viewId: state.home.id }}>
            <Blocks blocks={state.home.blocks} />
          </ClickTargetProvider>
        ) : (
          <p className="beginning">Fermata has not filled this page yet.</p>
        )}
      </div>
    </main>
  );
}
