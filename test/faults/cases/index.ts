import type { AnyCase } from "../harness/case.js";
import { intakeCases } from "./f01-intake.js";
import { modelCallCases } from "./f04-model.js";
import { postingCases } from "./f06-posting.js";
import { resumeCases } from "./f09-resume.js";
import { killLoopCase } from "./f11-kill-loop.js";
import { frozenCase } from "./f12-frozen.js";
import { redisCases } from "./f13-redis.js";
import { lostQueueCase } from "./f14-lost-queue.js";
import { postgresCases } from "./f17-postgres.js";
import { writesCase } from "./f19-writes.js";
import { embeddedCase } from "./f20-embedded.js";
import { answerCases } from "./f21-answers.js";
import { socketCases } from "./f25-sockets.js";
import { deliveryCases } from "./f27-deliveries.js";
import { clickCases } from "./f29-clicks.js";
import { lostPlaceCase } from "./f33-lost-place.js";
import { peopleCase } from "./f34-people.js";
import { formCases } from "./f35-forms.js";
import { tokenCase } from "./f38-token.js";
import { hostileCase } from "./f48-hostile.js";
import { timeCase } from "./f44-time.js";
import { outageCases } from "./f39-outages.js";
import { boundCases } from "./f42-bounds.js";
import { clockCases } from "./f45-clocks.js";
import { missedCase } from "./f46-missed.js";
import { poisonCase } from "./f47-poison.js";
import { manyWaitCase } from "./f49-many-wait.js";
import { changedGraphCase } from "./f50-changed-graph.js";
import { twoVersionsCase } from "./f51-two-versions.js";
import { stopCase } from "./f52-stop.js";

/** The fault matrix, in its order. */
export const cases: readonly AnyCase[] = [
  ...intakeCases,
  ...modelCallCases,
  ...postingCases,
  ...resumeCases,
  killLoopCase,
  frozenCase,
  ...redisCases,
  lostQueueCase,
  ...postgresCases,
  writesCase,
  embeddedCase,
  ...answerCases,
  ...socketCases,
  ...deliveryCases,
  ...clickCases,
  lostPlaceCase,
  peopleCase,
  ...formCases,
  tokenCase,
  hostileCase,
  timeCase,
  ...outageCases,
  ...boundCases,
  ...clockCases,
  missedCase,
  poisonCase,
  manyWaitCase,
  changedGraphCase,
  twoVersionsCase,
  stopCase,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** How many rows the matrix has. */
export const MATRIX_SIZE = 52;
