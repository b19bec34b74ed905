import type { Ports } from "../../ports.js";
import type { WorkItem } from "../rules/work-item.js";
import type { Update } from "../state.js";
import { askPerson } from "./ask-person.js";
import { createLookUp } from "./look-up.js";
import { createReadSource } from "./read-source.js";

/** Runs one task; tasks that can run at the same time do. */
export function createWork(ports: Ports): (item: WorkItem) => Promise<Update> {
  const read = createReadSource(ports);
  const lookUp = createLookUp(ports);
  return async (item) => {
    switch (item.task.kind) {
      case "read":
        return read(item);
      case "research":
        return lookUp(item);
      case "ask":
        return askPerson(ports, item);
    }
  };
}
