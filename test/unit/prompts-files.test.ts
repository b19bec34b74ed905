import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPrompts, parsePrompt, promptSections } from "../../src/agents/prompt-file.js";
import { AgentRole } from "../../src/domain/agent-io.js";

const sections = promptSections.map((heading) => `## ${heading}\ntext`).join("\n");
const file = (front: string, body = sections) => `---\n${front}\n---\n${body}`;
const good = "description: d\nmodel: fast\ninputs: [today]";
const withToday = `${sections}\nIt is {{today}}.`;

describe("prompt files", () => {
  it("all load and render, with their own hash", async () => {
    const prompts = await loadPrompts("prompts");
    const values = { today: "TODAY", functions: "FUNCTIONS" };
    const hashes = AgentRole.options.map((role) => {
      const prompt = prompts[role];
      expect(prompt.render(values)).toContain("TODAY");
      expect(prompt.render(values)).not.toContain("{{");
      return prompt.sha256;
    });
    expect(new Set(hashes).size).toBe(AgentRole.options.length);
  });

  it("fill in each value once and never look into it again", () => {
    const prompt = parsePrompt("x.md", file(good, withToday));
    expect(prompt.render({ today: "{{today}} $& $1" })).toContain("It is {{today}} $& $1.");
  });

  it("also load with Windows line ends", () => {
    expect(parsePrompt("x.md", file(good, withToday).replaceAll("\n", "\r\n")).model).toBe("fast");
  });

  it.each([
    ["no front matter", sections],
    ["front matter that is not YAML", file("a: [", withToday)],
    ["an unknown model role", file("description: d\nmodel: huge\ninputs: [today]", withToday)],
    ["an unknown key", file(`${good}\nextra: 1`, withToday)],
    ["an input nobody uses", file(good)],
    ["an input nobody declared", file(good, `${withToday} {{other}}`)],
    ["sections in another order", file(good, `## Output\n{{today}}\n${sections}`)],
  ])("are refused with %s", (_, text) => {
    expect(() => parsePrompt("x.md", text)).toThrow(
      expect.objectContaining({ code: "PROMPT_INVALID" }),
    );
  });

  it("refuse to render without a value, also for names of object methods", () => {
    const prompt = parsePrompt("x.md", file(good, withToday));
    expect(() => prompt.render({})).toThrow("no value for {{today}}");
    const odd = file(
      "description: d\nmodel: fast\ninputs: [constructor]",
      `${sections}{{constructor}}`,
    );
    expect(() => parsePrompt("x.md", odd).render({})).toThrow("no value");
  });

  it("name the file that is missing", async () => {
    const empty = await mkdtemp(join(tmpdir(), "prompts-"));
    try {
      await expect(loadPrompts(empty)).rejects.toMatchObject({ code: "PROMPT_INVALID" });
    } finally {
      await rm(empty, { recursive: true });
    }
  });
});
