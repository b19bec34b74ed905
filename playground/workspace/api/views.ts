import type { Args } from "../args.js";
import type { Desk, Method } from "../desk.js";
import { checkView } from "../limits.js";
import type { Surface } from "../limits-blocks.js";
import type { JsonObject } from "../json.js";
import { SlackRefusal } from "../refusal.js";
import {
  asApiView,
  findView,
  openModal,
  publishHome,
  pushModal,
  replaceView,
} from "../view-store.js";

function given(args: Args, desk: Desk, types: readonly Surface[]): JsonObject {
  return checkView(args.json("view", "invalid_arguments") ?? null, types, desk.refusedBlocks);
}

/** `views.*` as the bot uses it. */
export const viewMethods: Record<string, Method> = {
  "views.open": {
    tier: 4,
    run(args, desk) {
      const view = given(args, desk, ["modal"]);
      const { user } = desk.triggers.exchange(args.required("trigger_id", "invalid_trigger_id"));
      return { view: asApiView(desk.world, openModal(desk.world, user, view)) };
    },
  },
  "views.push": {
    tier: 4,
    run(args, desk) {
      const view = given(args, desk, ["modal"]);
      const { user, viewId } = desk.triggers.exchange(
        args.required("trigger_id", "invalid_trigger_id"),
      );
      if (viewId === undefined) throw new SlackRefusal("not_found");
      return { view: asApiView(desk.world, pushModal(desk.world, user, view)) };
    },
  },
  "views.update": {
    tier: 4,
    run(args, desk) {
      const found = findView(desk.world, {
        id: args.text("view_id"),
        externalId: args.text("external_id"),
      });
      if (!found) throw new SlackRefusal("not_found");
      const view = given(args, desk, [found.view.type]);
      const hash = args.text("hash");
      if (hash !== undefined && hash !== found.view.hash) throw new SlackRefusal("hash_conflict");
      return { view: asApiView(desk.world, replaceView(desk.world, found.view, view)) };
    },
  },
  "views.publish": {
    tier: 4,
    run(args, desk) {
      const user = args.required("user_id", "invalid_arguments");
      const person = desk.world.person(user);
      if (!person) throw new SlackRefusal("user_not_found");
      if (person.isDeleted) throw new SlackRefusal("not_enabled");
      const view = given(args, desk, ["home"]);
      const hash = args.text("hash");
      if (hash !== undefined && hash !== desk.world.state.homes[user]?.hash)
        throw new SlackRefusal("hash_conflict");
      return { view: asApiView(desk.world, publishHome(desk.world, user, view)) };
    },
  },
};
