import type { Migration } from "kysely";
import * as spine from "./0001-spine.js";
import * as lostMessages from "./0002-lost-messages.js";
import * as places from "./0003-places.js";
import * as effects from "./0004-effects.js";
import * as reach from "./0005-reach.js";
import * as schedules from "./0006-schedules.js";
import * as home from "./0007-home.js";
import * as trouble from "./0008-trouble.js";
import * as votes from "./0009-votes.js";
import * as grants from "./0010-grants.js";
import * as inbox from "./0011-inbox.js";
import * as replies from "./0013-replies.js";
import * as timers from "./0014-timers.js";
import * as outboxFence from "./0015-outbox-fence.js";
import * as versions from "./0016-versions.js";
import * as limits from "./0017-limits.js";
import * as retention from "./0018-retention.js";
import * as rest from "./0019-rest.js";
import * as threadOrder from "./0021-thread-order.js";
import * as due from "./0023-due.js";
import * as restAgain from "./0024-rest-again.js";
import * as chains from "./0025-chains.js";
import * as reads from "./0026-reads.js";
import * as holds from "./0027-holds.js";
import * as inVain from "./0028-in-vain.js";
import * as goneMessages from "./0029-gone-messages.js";

/** All migrations of our own schema, by name, in the order in which they run. */
export const migrations: Record<string, Migration> = {
  "0001-spine": spine,
  "0002-lost-messages": lostMessages,
  "0003-places": places,
  "0004-effects": effects,
  "0005-reach": reach,
  "0006-schedules": schedules,
  "0007-home": home,
  "0008-trouble": trouble,
  "0009-votes": votes,
  "0010-grants": grants,
  "0011-inbox": inbox,
  "0013-replies": replies,
  "0014-timers": timers,
  "0015-outbox-fence": outboxFence,
  "0016-versions": versions,
  "0017-limits": limits,
  "0018-retention": retention,
  "0019-rest": rest,
  "0021-thread-order": threadOrder,
  "0023-due": due,
  "0024-rest-again": restAgain,
  "0025-chains": chains,
  "0026-reads": reads,
  "0027-holds": holds,
  "0028-in-vain": inVain,
  "0029-gone-messages": goneMessages,
};
