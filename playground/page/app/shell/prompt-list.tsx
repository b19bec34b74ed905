import { useState, type ReactNode } from "react";
import { useDesk } from "../desk.js";

/** What the app proposes to ask in its direct message; choosing one sends it. */
export function PromptList({ channel }: { channel: string }): ReactNode {
  const desk = useDesk();
  const [sending, setSending] = useState(false);
  const shown = desk.state.prompts.find((one) => one.channel === channel);
  if (!shown) return null;
  const send = async (text: string): Promise<void> => {
    if (sending) return;
    setSending(true);
    await desk.act("say", { channel, text });
    setSending(false);
  };
  return (
    <section className="prompts" aria-label="Suggestions" data-testid="prompts">
      {shown.title !== "" && <h2>{shown.title}</h2>}
      <ul>
        {shown.prompts.map((prompt) => (
          <li key={prompt.title}>
            <button
              type="button"
              className="button button-plain"
              title={prompt.message}
              aria-disabled={sending}
              onClick={() => void send(prompt.message)}
            >
              {prompt.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
