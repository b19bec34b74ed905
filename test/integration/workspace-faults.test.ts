import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { channels, credentials } from "../../playground/seed/ids.js";
import type { Fault } from "../../playground/workspace/faults.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { botClient, isEvent, openLink } from "./workspace-app.js";

let workspace: Workspace;
const dirs: string[] = [];

afterEach(async () => {
  await workspace.stop();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

function post(text = "x"): Promise<Response> {
  return fetch(`${workspace.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${credentials.botToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ channel: channels.launch, text }),
    signal: AbortSignal.timeout(2_500),
  });
}

describe("a planned fault", () => {
  it.each<[Fault, number, number]>([
    [{ method: "chat.postMessage", kind: "429", retryAfterS: 7 }, 429, 0],
    [{ method: "*", kind: "500" }, 500, 0],
    [{ method: "chat.postMessage", kind: "html" }, 503, 0],
    [{ method: "chat.postMessage", kind: "error", error: "fatal_error" }, 200, 0],
    [{ method: "chat.postMessage", kind: "drop-after-accept" }, 0, 1],
    [{ method: "chat.postMessage", kind: "timeout" }, 0, 0],
  ])("%j answers %i and leaves %i messages, once", async (fault, status, left) => {
    workspace = await startWorkspace({ seed: "empty" });
    workspace.faults.add(fault);
    const answer = await post().catch(() => undefined);
    expect(answer?.status ?? 0).toBe(status);
    if (fault.kind === "429") expect(answer?.headers.get("retry-after")).toBe("7");
    if (fault.kind === "error")
      expect(await answer?.json()).toEqual({ ok: false, error: "fatal_error" });
    expect(workspace.messages("launch")).toHaveLength(left);
    expect(workspace.calls.at(-1)?.outcome).toBe(
      fault.kind === "error" ? "fatal_error" : fault.kind,
    );
    expect((await post()).status).toBe(200);
  });

  it("falls on the same calls for the same seed", async () => {
    workspace = await startWorkspace({ seed: "empty" });
    const draw = async (): Promise<number[]> => {
      workspace.faults.clear();
      workspace.faults.add({ method: "*", kind: "500", probability: 0.5, seed: 42 });
      const seen: number[] = [];
      for (let n = 0; n < 12; n += 1) seen.push((await post()).status);
      return seen;
    };
    const first = await draw();
    expect(await draw()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });
});

describe("rates", () => {
  it("let a burst through per channel and then ask to wait", async () => {
    workspace = await startWorkspace({ seed: "empty", rates: "slack" });
    // How many come through depends on how long they take; `workspace-rates` counts them by a clock of its own.
    const answers = await Promise.all(Array.from({ length: 12 }, () => post()));
    const limited = answers.filter((answer) => answer.status === 429);
    expect(limited.length).toBeGreaterThan(0);
    expect(limited.length).toBeLessThanOrEqual(9);
    expect(limited[0]?.headers.get("retry-after")).toBe("1");
    expect(workspace.rateLimited()).toBe(limited.length);
    const elsewhere = await botClient(workspace).chat.postMessage({
      channel: channels.general,
      text: "x",
    });
    expect(elsewhere.ok).toBe(true);
  });
});

describe("a restart", () => {
  it("keeps messages, homes and unacknowledged events, and moves links to the new address", async () => {
    const dir = mkdtempSync(join(tmpdir(), "workspace-"));
    dirs.push(dir);
    workspace = await startWorkspace({ dir });
    const ts = workspace.say({ user: "maya", channel: "launch", text: "still here" });
    const before = workspace.origin;
    await workspace.stop();
    workspace = await startWorkspace({ dir });
    expect(workspace.message("launch", ts)?.text).toBe("still here");
    const links = JSON.stringify(workspace.world.state);
    expect(links).toContain(`${workspace.origin}/pages/launch`);
    if (before !== workspace.origin) expect(links).not.toContain(before);
    const link = await openLink(workspace);
    const frame = await link.next(isEvent("message"));
    expect(frame.payload?.event).toMatchObject({ ts, text: "still here" });
    await link.close();
  });
});

describe("waiting", () => {
  it("says what is visible when it was in vain", async () => {
    workspace = await startWorkspace({ seed: "empty" });
    workspace.say({ user: "maya", channel: "launch", text: "only this" });
    const vain = workspace.waitFor(() => undefined, { timeoutMs: 5, what: "a card" });
    await expect(vain).rejects.toThrow(/waited 5 ms for a card[\s\S]*maya: only this/);
  });
});
