import { parse } from "yaml";
import { registered } from "../../src/slack/listeners/registered.js";
import { methodsUsed } from "../../src/slack/methods.js";
import { Manifest } from "../manifest-rules.js";
import { scopesOfEvent, scopesOfFeature, scopesOfMethod } from "../slack-scopes.js";
import { readRoot, sourceFiles } from "../tree.js";

const raw: unknown = parse(readRoot("manifest.yml"));
const manifest = Manifest.parse(raw);
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

// The Slack room, and the composition root that hands it its clients.
const slackCode = [...sourceFiles("src")]
  .filter(([path]) => /^src\/(slack\/|app[./])/.test(path))
  .filter(([path]) => !/\/(registered|methods)\.ts$/.test(path))
  .map(([, text]) => text)
  .join("\n");

function allMatches(pattern: RegExp): string[] {
  return [...slackCode.matchAll(pattern)].map((match) => match[1] ?? "");
}

describe("the manifest against Slack's rules", () => {
  it("is accepted", () => {
    expect(Manifest.safeParse(raw).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ["a long name", (copy: Manifest) => (copy.display_information.name = "x".repeat(36))],
    [
      "an unknown event",
      (copy: Manifest) => copy.settings.event_subscriptions.bot_events.push("x"),
    ],
    [
      "a fifth prompt",
      (copy: Manifest) => {
        const prompts = copy.features.agent_view.suggested_prompts;
        while (prompts.length < 5) prompts.push({ title: "t", message: "m" });
      },
    ],
    ["an unknown key", (copy: Manifest) => Object.assign(copy.settings, { surprise: true })],
  ])("is refused with %s", (_what, change) => {
    const copy = structuredClone(manifest);
    change(copy);
    expect(Manifest.safeParse(copy).success).toBe(false);
  });
});

describe("the manifest against the code", () => {
  const { features, settings, oauth_config } = manifest;
  const scopes = oauth_config.scopes.bot;

  it("subscribes to exactly the events that are heard", () => {
    expect(sorted(settings.event_subscriptions.bot_events)).toEqual(sorted(registered.events));
    for (const name of new Set(registered.events.map((event) => event.split(".")[0]))) {
      expect(slackCode).toContain(`"${name}"`);
    }
  });

  it("declares exactly the commands that are answered", () => {
    const declared = sorted(features.slash_commands.map((entry) => entry.command));
    expect(declared).toEqual(sorted(registered.commands));
    expect(declared).toEqual(sorted(allMatches(/\.command\(\s*"([^"]+)"/g)));
  });

  it("declares exactly the shortcuts that are answered", () => {
    const declared = (type: string) =>
      sorted(features.shortcuts.filter((s) => s.type === type).map((s) => s.callback_id));
    expect(declared("message")).toEqual(sorted(registered.messageShortcuts));
    expect(declared("global")).toEqual(sorted(registered.globalShortcuts));
    const heard = allMatches(/\.shortcut\(\s*\{[^}]*callback_id:\s*"([^"]+)"/g);
    expect(sorted(heard)).toEqual(sorted(features.shortcuts.map((s) => s.callback_id)));
  });

  it("lists exactly the Web API methods that are called", () => {
    const families =
      "agents|apps|assistant|auth|bots|chat|conversations|files|reactions|team|usergroups|users|views";
    const called = allMatches(new RegExp(`\\.((?:${families})\\.[a-zA-Z.]+)\\(`, "g"));
    const byName = allMatches(/\.apiCall\(\s*"([^"]+)"/g);
    // Bolt calls these two by itself.
    const byBolt = ["apps.connections.open", "auth.test"];
    expect(sorted([...called, ...byName, ...byBolt])).toEqual(sorted(methodsUsed));
  });

  it("asks for exactly the scopes that methods, events and features need", () => {
    const unknown = methodsUsed.filter((method) => !(method in scopesOfMethod));
    expect(unknown).toEqual([]);
    const needed = [
      ...methodsUsed.flatMap((method) => scopesOfMethod[method] ?? []),
      ...registered.events.flatMap((event) => scopesOfEvent[event] ?? []),
      ...scopesOfFeature.agentView,
      ...scopesOfFeature.commandsAndShortcuts,
      ...scopesOfFeature.fileDownload,
    ];
    expect(sorted(scopes)).toEqual(sorted(needed));
    expect(slackCode).toContain("url_private");
  });

  it("has a reason for each scope in docs/scopes.md", () => {
    const rows = [...readRoot("docs/scopes.md").matchAll(/^\| `([^`]+)` \| (.{10,}) \|$/gm)];
    expect(sorted(rows.map((row) => row[1] ?? ""))).toEqual(sorted(scopes));
  });

  it("works without a public address, with buttons", () => {
    expect(settings.socket_mode_enabled).toBe(true);
    expect(settings.interactivity.is_enabled).toBe(true);
  });
});
