import { z } from "zod";
import { commitThenAct } from "./commit.js";
import type { ListenerDeps } from "./deps.js";
import { formValues } from "./form-values.js";
import type { FormAck } from "./forms.js";
import { placeOf } from "./place.js";

const View = z.looseObject({
  id: z.string(),
  private_metadata: z.string(),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
const Meta = z.object({ runId: z.string().optional(), channel: z.string().optional() });

/** "Do this regularly" or `/fermata schedule` was sent: what is not understood is said in the form. */
export async function onScheduleNewForm(
  deps: ListenerDeps,
  body: unknown,
  ack: FormAck,
): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const meta = Meta.parse(JSON.parse(view.private_metadata));
  const values = formValues(view.state.values);
  const said = (values["when"] ?? "").trim();
  const read = await deps.schedules.readWhen(said === "" ? (values["preset"] ?? "") : said, null);
  if (!read.ok) return ack({ response_action: "errors", errors: { when: read.why } });
  const goal = (values["goal"] ?? "").trim();
  if (meta.runId === undefined && goal === "") {
    return ack({ response_action: "errors", errors: { goal: "Say what you want, please." } });
  }
  const home =
    meta.runId === undefined
      ? { channel: meta.channel ?? "", threadTs: null }
      : await deps.home(meta.runId);
  const place = { ...placeOf(body, deps.team), channel: "", threadTs: null, ...home };
  const asked = {
    kind: "schedule_new",
    runId: meta.runId ?? null,
    cron: read.cron,
    goal: goal === "" ? null : goal,
  } as const;
  await commitThenAct(deps, place, `form:${view.id}`, asked, () => ack());
}

/** "Change" of a schedule was sent. */
export async function onScheduleEditForm(
  deps: ListenerDeps,
  body: unknown,
  ack: FormAck,
): Promise<void> {
  const view = View.parse(z.looseObject({ view: z.unknown() }).parse(body).view);
  const scheduleId = view.private_metadata;
  const values = formValues(view.state.values);
  const read = await deps.schedules.readWhen(values["when"] ?? "", scheduleId);
  if (!read.ok) return ack({ response_action: "errors", errors: { when: read.why } });
  const goal = (values["goal"] ?? "").trim();
  if (goal === "") {
    return ack({ response_action: "errors", errors: { goal: "Say what you want, please." } });
  }
  const home = await deps.schedules.home(scheduleId);
  const place = { ...placeOf(body, deps.team), channel: "", threadTs: null, ...home };
  const change = { kind: "schedule_change", scheduleId, cron: read.cron, goal } as const;
  await commitThenAct(deps, place, `form:${view.id}`, change, () => ack());
}
