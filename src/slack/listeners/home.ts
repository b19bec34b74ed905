import { z } from "zod";
import { commitThenAct } from "./commit.js";
import { decidable } from "./decidable.js";
import { decideModal } from "../views/modals/decide.js";
import { noticeModal } from "../views/modals/notice.js";
import type { ListenerDeps } from "./deps.js";
import { onClear, onDeskPress } from "./desk.js";
import { openForm } from "./open-form.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";
import { onExample, onOldButton } from "./run-buttons.js";
import { onTogether } from "./together.js";

const Page = z.object({
  list: z.enum(["calls", "jobs", "schedules"]),
  n: z.coerce.number().int().min(1).max(10_000),
});

/** A press in Home, or (`view`) in a form that Home opened. */
export async function onHomeButton(
  deps: ListenerDeps,
  place: Place,
  press: Press,
  view: { id: string; meta: string } | null,
  ack: () => Promise<void>,
): Promise<void> {
  if (view && (press.verb === "skip" || press.verb.startsWith("tap."))) {
    return onDeskPress(deps, place, press, view, ack);
  }
  switch (press.verb) {
    case "example":
      return onExample(deps, place, press, ack);
    case "open":
      // The button is a link; Slack only wants to hear that we know.
      return ack();
    case "page":
    case "page.back": {
      const [list, n] = press.id.split(":");
      const page = Page.safeParse({ list, n });
      if (!page.success) return onOldButton(deps, place, press, ack);
      const owner = { team: place.team, userId: place.actor };
      await deps.opened.page(owner, page.data.list, page.data.n);
      return ack();
    }
    case "rule.yes":
    case "rule.no": {
      const yes = press.verb === "rule.yes";
      const answer = { kind: "rule_answer", ruleId: press.id, yes } as const;
      return commitThenAct(deps, place, press.key, answer, ack);
    }
    case "rule.revoke": {
      const revoke = { kind: "rule_revoke", ruleId: press.id } as const;
      return commitThenAct(deps, place, press.key, revoke, ack);
    }
    case "morning": {
      const on = press.id === "on";
      return commitThenAct(deps, place, press.key, { kind: "morning", on }, ack);
    }
    case "clear":
      return onClear(deps, place, press, ack);
    case "together":
      return onTogether(deps, place, press, ack);
    case "decide":
      await ack();
      return openForm(deps, place, press.key, async () => {
        const found = await deps.waiting.form(place, press.id);
        if (found.kind === "not") return noticeModal(`${found.why} Nothing was changed.`);
        return decideModal(decidable(found.view), { domain: deps.domain(), tz: found.tz });
      });
    default:
      return onOldButton(deps, place, press, ack);
  }
}
