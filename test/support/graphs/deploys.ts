import { type App, type AppOptions, type Role, startApp } from "../../../src/app.js";
import type { GraphVersion, GraphVersions } from "../../../graphs/version.js";
import { v1 } from "../../../graphs/request/v1.js";
import { silentLog } from "../../../src/log.js";
import { fastPace, type House } from "../house.js";

/** A deploy that has only version 1, or another build under its name. */
export function onlyV1(build: GraphVersion = v1): GraphVersions {
  return { current: "v1", loadable: { v1: build }, retired: [], migrations: [] };
}

/** Ends the house's process as a deploy does, and starts another one on its data. */
export async function deploy(house: House, options: AppOptions): Promise<void> {
  await house.app.stop();
  house.app = await start(house, "all", options);
}

/** Ends the process that came last, and with it the house. */
export async function endHouse(house: House): Promise<void> {
  await house.app.stop();
  await house.stop();
}

/** One more process of the house. */
export function start(house: House, role: Role, options: AppOptions): Promise<App> {
  return startApp(house.config, role, {
    log: silentLog,
    pace: fastPace,
    sweepEveryMs: 200,
    socketPatienceMs: 10_000,
    ...options,
  });
}
