import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, people } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { root } from "../tree.js";

const config = `
operator: { admins: [${people.ana}] }
policy:
  sets: { Communications: { group: "@communications" } }
  rules:
    - name: announcements
      when: { act: post, channel: "#announcements" }
      tier: one
      ask: [Communications]
      exclude: [requester]
      escalate: { to: [admins] }
  delegations:
    - { from: ${people.priya}, to: ${people.leo}, fromDay: 2026-12-20, untilDay: 2027-01-05 }
`;

let workspace: Workspace;
let folder: string;
beforeAll(async () => {
  workspace = await startWorkspace();
  folder = mkdtempSync(join(tmpdir(), "fermata-explain-"));
  writeFileSync(join(folder, "good.yml"), config);
  writeFileSync(join(folder, "bad.yml"), config.replace("ask: [Communications]", "ask: [Comms]"));
});
afterAll(async () => {
  await workspace.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** `npm start -- <words>`, away from the checkout, whose .env is somebody's own. */
function run(words: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "bin/start.mjs"), ...words], {
      cwd: tmpdir(),
      env: {
        PATH: process.env["PATH"] ?? "",
        FERMATA_CONFIG: join(folder, "good.yml"),
        ...env,
      },
    });
    const ended: Ended = { code: null, out: "", err: "" };
    child.stdout.on("data", (data: Buffer) => (ended.out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (ended.err += data.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...ended, code }));
  });
}

const slack = () => ({
  SLACK_BOT_TOKEN: credentials.botToken,
  SLACK_API_URL: workspace.apiUrl,
});
const explain = (what: string, ...options: string[]) => ["policy", "explain", what, ...options];
const at = ["--at", "2026-12-24T10:00"];

it("says who is asked, why, when somebody else is, and what silence means", async () => {
  const words = explain("post #announcements", "--actor", people.maya, ...at);
  const { code, out, err } = await run(words, slack());
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.replace(/[0-9a-f]{12}/, "…")).toBe(
    `Maya wants a post in #announcements, Thu 24 Dec 2026, 10:00 (Europe/Berlin).

Rule         posts in #announcements need somebody from Communications, not whoever asked (rule "announcements")
Asked        Leo (for Priya, who is away until 2027-01-05), Tom; one yes is enough
Never        Maya, who asks for it
Reminded     Fri 25 Dec 2026, 14:00
Asked next   Ana, Mon 28 Dec 2026, 13:12
No answer    Tue 29 Dec 2026, 10:00: it is not posted
After a yes  it can be taken back for 10 seconds

Policy …
`,
  );
});

it("goes by what the file says where there is no Slack, and says so", async () => {
  const { code, out } = await run(explain("post announcements", "--actor", "U0MAYA", ...at));
  expect(code).toBe(0);
  expect(out).toMatch(/^Asked +somebody in @communications; one yes is enough$/m);
  expect(out).toMatch(/^Not looked up: SLACK_BOT_TOKEN is not set\. People are their ids/m);
});

it("answers what it cannot use with how to say it, and ends with 2", async () => {
  const { code, out } = await run(explain("post #launch", "--actor", "maya"));
  expect(code).toBe(2);
  expect(out).toMatch(/^maya is no Slack user id such as U0ANA\.\nUsage: npm start -- policy expl/);
});

it("ends with 1 where the file or the place is wrong, and so does a start", async () => {
  const bad = { FERMATA_CONFIG: join(folder, "bad.yml") };
  const [file, place, start] = await Promise.all([
    run(explain("post #launch", "--actor", "U0MAYA"), bad),
    run(explain("post #nowhere", "--actor", people.maya), slack()),
    run(["bot"], { ...slack(), ...bad }),
  ]);
  expect([file.code, place.code, start.code]).toEqual([1, 1, 1]);
  expect(file.out).toMatch(/there is no set "Comms": add it under policy\.sets, or use one of/);
  expect(place.out).toBe("There is no channel #nowhere that Fermata is in.\n");
  expect(start.err).toMatch(/^Fermata cannot start\. .*\n[\s\S]*there is no set "Comms"/);
});
