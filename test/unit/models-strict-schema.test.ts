import { agentIo, AgentRole } from "../../src/domain/agent-io.js";
import { strictSchema, type JsonSchema } from "../../src/models/strict-schema.js";

const KEYWORDS = new Set([
  "type",
  "enum",
  "const",
  "description",
  "$ref",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "anyOf",
]);

function everyNode(node: JsonSchema, visit: (node: JsonSchema) => void): void {
  visit(node);
  for (const child of Object.values((node.properties ?? {}) as Record<string, JsonSchema>)) {
    everyNode(child, visit);
  }
  if (node.items) everyNode(node.items as JsonSchema, visit);
  for (const child of (node.anyOf ?? []) as JsonSchema[]) everyNode(child, visit);
}

describe("strict schema", () => {
  it.each(AgentRole.options)("of %s requires all properties and allows no others", (role) => {
    const schema = strictSchema(agentIo[role].out);
    expect(schema.type).toBe("object");
    let objects = 0;
    everyNode(schema, (node) => {
      for (const key of Object.keys(node)) expect(KEYWORDS).toContain(key);
      if (node.type !== "object") return;
      objects += 1;
      expect(node.additionalProperties).toBe(false);
      expect(node.required).toEqual(Object.keys(node.properties as object));
    });
    expect(objects).toBeGreaterThan(0);
  });

  it("says limits in words", () => {
    const { properties } = strictSchema(agentIo.triage.out) as {
      properties: Record<string, JsonSchema>;
    };
    expect(properties.title?.description).toBe("not empty, at most 60 characters.");
  });

  it("keeps nullable values nullable", () => {
    const text = JSON.stringify(strictSchema(agentIo.research.out));
    expect(text).toContain('"anyOf":[{"type":"string"');
    expect(text).toContain('{"type":"null"}');
  });
});
