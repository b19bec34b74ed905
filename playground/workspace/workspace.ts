import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { bot, credentials } from "../seed/ids.js";
import { seeds } from "../seed/seed.js";
import { createBrowserVerbs } from "./browser-verbs.js";
import { browserStateFor } from "./browser-state.js";
import { CannotDo } from "./cannot-do.js";
import type { Carrier } from "./carrier.js";
import { createDeliveries } from "./deliveries.js";
import { defaultOffers, defaultScopes, defaultSubscriptions } from "./defaults.js";
import type { Desk } from "./desk.js";
import { keepOnDisk, loadWorld } from "./disk.js";
import { createDriver } from "./driver.js";
import { createEventFeed } from "./events.js";
import { createFaults } from "./faults.js";
import { createHttpMode } from "./http-mode.js";
import { answer, type Routes } from "./http-routes.js";
import type { WorkspaceOptions } from "./options.js";
import { createMoves } from "./moves.js";
import { createRates, noRates } from "./rates.js";
import { SlackRefusal } from "./refusal.js";
import { createResponses } from "./responses.js";
import { createSocketMode } from "./socket.js";
import { richBlocks } from "./surface.js";
import { pageFromDir } from "./static-page.js";
import { createChangeStream } from "./stream.js";
import { createTriggers } from "./triggers.js";
import { createWebApi } from "./web-api.js";
import { describeWorkspace, type Workspace } from "./workspace-face.js";
import { createWorld, type World } from "./world.js";

const slackAckMs = 3_000;
const slackRetryMs = [0, 60_000, 300_000];
const systemClock = { now: () => new Date() };

/** Starts a local Slack workspace on 127.0.0.1; `stop()` ends everything it opened. */
export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  let handle = (_request: IncomingMessage, response: ServerResponse): void =>
    fail(response, new Error("still starting"));
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const seed = typeof options.seed === "function" ? options.seed : seeds[options.seed ?? "launch"];
  const clock = options.clock ?? systemClock;
  const world: World = createWorld(
    loadWorld(options.dir, origin) ?? seed(origin, clock.now()),
    clock,
  );
  const kept = keepOnDisk(world, options.dir, origin);
  const faults = createFaults();
  const surface = options.surface ?? "rich";
  const refusedBlocks = [
    ...(surface === "plain" ? richBlocks : []),
    ...(options.refuseBlockTypes ?? []),
  ];
  const ackTimeoutMs = options.ackTimeoutMs ?? slackAckMs;
  const triggers = createTriggers(options.triggerTtlMs ?? slackAckMs);

  let eventsUrl = options.eventsUrl;
  let filesOrigin = origin;
  const byHttp = options.httpMode ?? eventsUrl !== undefined;
  const socket = createSocketMode({
    appId: bot.appId,
    ackTimeoutMs,
    random: options.random ?? Math.random,
    onCount: () => world.touch(),
  });
  const http = createHttpMode({
    url: () => eventsUrl,
    signingSecret: options.signingSecret ?? credentials.signingSecret,
    ackTimeoutMs,
    nowSeconds: () => Math.floor(Date.now() / 1000),
  });
  const carrier: Carrier = byHttp ? http : socket;
  const deliveries = createDeliveries({
    world,
    carrier,
    retryAfterMs: options.redeliveryMs ?? slackRetryMs,
    duplicate: () => faults.takeDuplicate(),
    twin: () => faults.takeTwin(),
  });
  const subscriptions = options.subscriptions ?? defaultSubscriptions;
  const subscribed = (name: string): boolean => subscriptions.includes(name);
  const feed = createEventFeed(world, subscribed, (payload) => deliveries.event(payload));
  const desk: Desk = {
    world,
    feed,
    triggers,
    refusedBlocks,
    subscribed,
    origin: () => origin,
    filesOrigin: () => filesOrigin,
    linkUrl: () => `ws://127.0.0.1:${port}/link?ticket=${socket.ticket()}`,
    uploads: new Map(),
  };
  const responses = createResponses({ world, feed, refusedBlocks, origin: () => origin });
  const rooms = { world, deliveries, triggers, responses };
  const driver = createDriver(world, feed, () => filesOrigin);
  const moves = createMoves(world, feed, subscribed("agent_session_stopped"));
  const api = createWebApi({
    desk,
    faults,
    rates: options.rates === "slack" ? createRates(() => performance.now()) : noRates,
    scopes: options.scopes ?? defaultScopes,
    surface,
  });
  const stream = createChangeStream(world);
  const routes: Routes = {
    api,
    desk,
    faults,
    responses,
    extra: options.routes ?? {},
    page:
      options.page ??
      (options.pageDir === undefined ? () => undefined : pageFromDir(options.pageDir)),
    state: (user) =>
      // Whoever opens the page for the first time is the first of the people one can be.
      browserStateFor(world, user === "" ? (world.state.playable[0] ?? "") : user, {
        connected: carrier.ready(),
        hearsStop: subscribed("agent_session_stopped"),
        offers: options.offers ?? defaultOffers,
      }),
    stream: (response) => stream.add(response),
    verb: createBrowserVerbs(driver, moves, rooms),
  };
  handle = (request, response) => {
    answer(routes, request, response).catch((error: unknown) => fail(response, error));
  };
  server.on("upgrade", (request, link, head) => socket.upgrade(request, link, head));
  deliveries.resume();

  return describeWorkspace({
    origin,
    port,
    world,
    rooms,
    driver,
    moves,
    api,
    faults,
    socket,
    carrier,
    useEventsUrl(url) {
      eventsUrl = url;
      http.urlChanged();
      world.touch();
    },
    useFilesOrigin(url) {
      filesOrigin = url;
    },
    async stop() {
      deliveries.stop();
      stream.close();
      await socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      kept.stop();
    },
  });
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const known = error instanceof SlackRefusal || error instanceof CannotDo;
  response.writeHead(known ? 400 : 500, { "content-type": "text/plain; charset=utf-8" });
  response.end(error instanceof Error ? (known ? error.message : error.stack) : String(error));
}
