import { parse } from "yaml";
import { z } from "zod";
import { readRoot } from "../tree.js";

const dockerfile = readRoot("Dockerfile");
const lines = dockerfile.split("\n");
const variables = readRoot(".env.example")
  .split("\n")
  .flatMap((line) => /^(?:# )?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);

const Health = z.object({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  retries: z.number(),
});
const Service = z.object({
  image: z.string(),
  init: z.literal(true),
  restart: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: Health.optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});
const compose = Compose.parse(parse(readRoot("compose.yaml"), { merge: true }));

it("gives Postgres room for the processes that are recommended", () => {
  const pools = readRoot("src/store/open-store-pool.ts").matchAll(/\bmax: (\d+)/g);
  const each = [...pools].reduce((sum, [, max]) => sum + Number(max), 0);
  const said = /up to (\d+) connections/.exec(readRoot("docs/operations.md"))?.[1];
  expect(Number(said)).toBe(each);
  const room = /max_connections=(\d+)/.exec(
    (compose.services["postgres"]?.command ?? []).join(" "),
  );
  expect(Number(room?.[1])).toBeGreaterThan(4 * each);
});

describe("the image", () => {
  it("is built in stages on Node 24, without development packages", () => {
    const bases = lines.filter((line) => line.startsWith("FROM "));
    expect(bases.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(/^FROM node:24-slim( AS \w+)?$/);
    expect(dockerfile).toContain("RUN npm ci --omit=dev");
  });

  it("runs as an ordinary user, by the command people use", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^CMD \["node", "bin\/start\.mjs"\]$/m);
    expect(last.indexOf("USER node")).toBeLessThan(last.indexOf("CMD ["));
    expect(last).toContain("/healthz");
    expect(last).toMatch(/^EXPOSE 3000$/m);
  });

  it("holds what runs, and no source", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
    const copied = [...last.matchAll(/^COPY (?:--from=\w+ )?(.+) \S+$/gm)].map((match) => match[1]);
    expect(copied).toEqual([
      "/app/node_modules",
      "/app/dist",
      "prompts",
      "bin",
      "package.json manifest.yml fermata.config.yml",
      // Why each scope is needed, for `doctor`.
      "docs/scopes.md",
    ]);
  });

  it("gets everything that it copies past .dockerignore, and no secrets", () => {
    const letIn = readRoot(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"));
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
    for (const path of sources.flatMap((match) => match[1]?.split(" ") ?? [])) {
      expect(letIn).toContain(`!${path.replace(/^\.\//, "")}`);
    }
    expect(readRoot(".dockerignore").startsWith("*\n")).toBe(true);
    expect(letIn).not.toContain("!.env");
  });
});

describe("compose.yaml", () => {
  const { bot, worker, postgres, redis } = compose.services;

  it("runs bot, worker, Postgres and Redis", () => {
    expect(Object.keys(compose.services).sort()).toEqual(["bot", "postgres", "redis", "worker"]);
    expect(bot?.command).toEqual(["node", "bin/start.mjs", "bot"]);
    expect(worker?.command).toEqual(["node", "bin/start.mjs", "worker"]);
    expect(postgres?.image).toBe("postgres:17");
  });

  it("starts bot and worker only on servers that are well", () => {
    for (const part of [bot, worker]) {
      expect(part?.depends_on).toEqual({
        postgres: { condition: "service_healthy" },
        redis: { condition: "service_healthy" },
      });
    }
    expect(postgres?.healthcheck?.test.join(" ")).toContain("pg_isready");
    expect(redis?.healthcheck?.test.join(" ")).toContain("ping");
  });

  it("keeps data in named volumes and loses no key", () => {
    const used = [...(postgres?.volumes ?? []), ...(redis?.volumes ?? [])];
    expect(used.map((volume) => volume.split(":")[0])).toEqual(Object.keys(compose.volumes));
    expect(redis?.command).toContain("noeviction");
  });

  it("sets only variables that exist, and opens nothing but the bot's port", () => {
    for (const part of [bot, worker]) {
      for (const name of Object.keys(part?.environment ?? {})) expect(variables).toContain(name);
    }
    const ports = Object.values(compose.services).flatMap((part) => part.ports ?? []);
    expect(ports).toEqual(["127.0.0.1:3000:3000"]);
  });
});
