import { createContext, useContext, useState } from "react";
import type { FieldValue } from "../../../workspace/browser-contract.js";
import type { JsonObject } from "../../../workspace/json.js";
import { useDesk } from "../desk.js";
import { textAt } from "./read.js";

/** Where a block stands: what a click names so that the server finds the element. */
export interface ClickTarget {
  channel?: string;
  ts?: string;
  ephemeralId?: string;
  viewId?: string;
  /** What stands in the other fields of a modal. */
  values?: () => Record<string, FieldValue>;
}

const context = createContext<ClickTarget>({});

/** Says where the blocks below stand. */
export const ClickTargetProvider = context.Provider;

/** Clicks an element; `pending` is true until the app has answered. */
export function useClick(
  element: JsonObject,
  blockId: string | undefined,
): { pending: boolean; click: (value?: string | string[]) => Promise<void> } {
  const desk = useDesk();
  const { values, ...target } = useContext(context);
  const [pending, setPending] = useState(false);
  const click = async (value?: string | string[]): Promise<void> => {
    setPending(true);
    await desk.act("click", {
      ...target,
      actionId: textAt(element, "action_id"),
      ...(blockId === undefined ? {} : { blockId }),
      ...(value === undefined ? {} : { value }),
      ...(values === undefined ? {} : { values: values() }),
    });
    setPending(false);
  };
  return { pending, click };
}
