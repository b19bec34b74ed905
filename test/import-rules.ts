import { posix } from "node:path";

/** One import as written in a file; `typeOnly` leaves nothing behind at run time. */
export interface FoundImport {
  specifier: string;
  typeOnly: boolean;
}

const open = ["errors", "log", "clock", "meter"];

/** The inner rooms that each inner room may use; policy and memory are leaves. */
const inner: Record<string, string[]> = {
  ledger: ["policy", "memory"],
  delivery: ["ledger", "policy", "memory"],
  humans: ["delivery", "ledger", "policy", "memory"],
  runs: ["humans", "delivery", "ledger", "policy", "memory", "graphs"],
  intake: ["runs", "humans", "delivery", "ledger", "policy", "memory"],
  schedules: ["runs", "humans", "delivery", "ledger", "policy", "memory"],
  policy: [],
  memory: [],
};
const innerRooms = Object.keys(inner);
const outer: Record<string, string[]> = {
  slack: [],
  queue: [],
  store: [],
  models: [],
  tools: [],
  agents: ["models", "tools"],
};

/** Which rooms a room may import, beside itself; `app` is `app.ts` with its folder. */
const mayImport: Record<string, string[]> = {
  main: ["app", "config", ...open],
  app: ["config", "graphs", "domain", ...open, ...Object.keys(outer), ...innerRooms],
  config: ["errors", "domain"],
  errors: [],
  log: ["errors"],
  clock: [],
  meter: [],
  domain: [],
  graphs: [...open, "domain"],
  playground: [],
};
for (const [room, rooms] of Object.entries(inner)) {
  mayImport[room] = [...open, "domain", ...rooms];
}
for (const [room, rooms] of Object.entries(outer)) {
  mayImport[room] = [...open, "domain", ...innerRooms, ...rooms];
}

/** Packages that belong to rooms: who may import them at all, and who only their types. */
const vendors: { packages: RegExp; rooms: RegExp; typesFor?: RegExp }[] = [
  { packages: /^@slack\//, rooms: /^src\/(slack\/|app[./])/ },
  // The store sets up the tables of all three owners behind one row, BullMQ's among them.
  { packages: /^(bullmq|ioredis)$/, rooms: /^src\/(queue\/|store\/migrate\.ts$)/ },
  { packages: /^(pg|kysely|@electric-sql\/pglite)$/, rooms: /^src\/store\// },
  {
    packages: /^@langchain\/langgraph-checkpoint(-postgres)?$/,
    rooms: /^src\/store\//,
    typesFor: /^graphs\//,
  },
  { packages: /^@langchain\/openai$/, rooms: /^src\/models\// },
  { packages: /^@langchain\/core$/, rooms: /^(src\/(models|agents)\/|src\/store\/|graphs\/)/ },
  {
    packages: /^@langchain\/langgraph$/,
    rooms: /^(graphs\/|src\/store\/checkpoints\/)/,
    typesFor: /^src\/runs\//,
  },
  { packages: /^(@mozilla\/readability|linkedom|ipaddr\.js)$/, rooms: /^src\/tools\// },
  { packages: /^pino$/, rooms: /^src\/log\.ts$/ },
  { packages: /^prom-client$/, rooms: /^src\/app\/metrics\// },
  { packages: /^@opentelemetry\//, rooms: /^src\/app\/traces\// },
];

// One character class between keyword and `from`, so that no text makes the search slow.
const statement = /^[ \t]*(?:import|export)\b(?:([^;"'`()=]*?)\bfrom\b)?\s*["']([^"']+)["']/gm;
const call = /\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g;

/** Every import of a source text, `import()` and re-exports included. */
export function findImports(source: string): FoundImport[] {
  const found: FoundImport[] = [];
  for (const match of source.matchAll(statement)) {
    found.push({ specifier: match[2] ?? "", typeOnly: isTypesOnly(match[1]?.trim() ?? "") });
  }
  for (const match of source.matchAll(call)) {
    found.push({ specifier: match[1] ?? "", typeOnly: false });
  }
  return found;
}

/** `type A`, `type { A }` and `{ type A, type B }`, but not `A, { type B }` or nothing at all. */
function isTypesOnly(clause: string): boolean {
  if (/^type\s+[{*\w$]/.test(clause)) return true;
  const names = /^\{([^}]*)\}$/
    .exec(clause)?.[1]
    ?.split(",")
    .map((name) => name.trim());
  const written = names?.filter((name) => name !== "") ?? [];
  return written.length > 0 && written.every((name) => /^type\s/.test(name));
}

function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  return top === "src" ? second.replace(/\.tsx?$/, "") : top;
}

function packageOf(specifier: string): string {
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

/** Views are pure functions of data: they see the vocabulary, the renderer and the limits. */
function viewMayImport(target: string): boolean {
  return /^src\/(domain|slack\/(views|text|limits))(\/|\.)/.test(target);
}

function checkPackage(path: string, found: FoundImport): string[] {
  const name = packageOf(found.specifier);
  const room = roomOf(path);
  if (room === "playground") return [];
  const problems: string[] = [];
  if (room === "domain" && name !== "zod") problems.push(`${path}: domain imports ${name}`);
  const isBlockType = found.typeOnly && /^@slack\/(types|bolt)$/.test(name);
  if (path.startsWith("src/slack/views/") && !isBlockType) {
    problems.push(`${path}: a view imports ${name}`);
  }
  const vendor = vendors.find((entry) => entry.packages.test(name));
  const isTypeAllowed = found.typeOnly && vendor?.typesFor?.test(path);
  if (vendor && !vendor.rooms.test(path) && !isTypeAllowed) {
    problems.push(`${path}: ${name} does not belong here`);
  }
  return problems;
}

function checkOwn(path: string, found: FoundImport): string[] {
  const target = posix.join(posix.dirname(path), found.specifier).replace(/\.js$/, ".ts");
  const from = roomOf(path);
  const to = roomOf(target);
  if (path.startsWith("src/slack/views/") && !viewMayImport(target)) {
    return [`${path}: a view imports ${target}`];
  }
  if (from === to) return [];
  const allowed = mayImport[from];
  if (!allowed) return [`${path}: the room ${from} is not in the plan`];
  // The outer rooms carry out each other's ports, and see nothing of each other but these types.
  const isPort = found.typeOnly && /^src\/.*\/ports\.ts$/.test(target) && from in outer;
  if (allowed.includes(to) || (isPort && to in outer)) return [];
  return [`${path}: ${from} imports ${to} (${target})`];
}

/** Checks a set of files (path from the root → text) and returns one sentence for each breach. */
export function checkImports(files: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  for (const [path, text] of files) {
    if (!(roomOf(path) in mayImport)) {
      problems.push(`${path}: the room ${roomOf(path)} is not in the plan`);
    }
    for (const found of findImports(text)) {
      if (found.specifier.startsWith("node:")) {
        if (roomOf(path) === "domain" || path.startsWith("src/slack/views/")) {
          problems.push(`${path}: imports ${found.specifier}`);
        }
      } else if (found.specifier.startsWith(".")) problems.push(...checkOwn(path, found));
      else problems.push(...checkPackage(path, found));
    }
    const readsEnv = /^(src|graphs)\//.test(path) && path !== "src/config.ts";
    if (readsEnv && /\bprocess\s*\.\s*env\b/.test(text))
      problems.push(`${path}: reads process.env`);
  }
  return problems;
}
