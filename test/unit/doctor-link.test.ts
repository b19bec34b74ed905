import { parse } from "yaml";
import { createLink } from "../../src/app/doctor/create-link.js";
import { readRoot } from "../tree.js";

describe("the create-app link", () => {
  const link = new URL(createLink(readRoot("manifest.yml")));

  it("gives back the same manifest", () => {
    expect(`${link.origin}${link.pathname}`).toBe("https://api.slack.com/apps");
    expect(link.searchParams.get("new_app")).toBe("1");
    const given = link.searchParams.get("manifest_yaml") ?? "";
    expect(parse(given)).toEqual(parse(readRoot("manifest.yml")));
    // Readers of the older YAML see the same.
    expect(parse(given, { version: "1.1" })).toEqual(parse(readRoot("manifest.yml")));
  });

  it("is without comments, and short enough to be opened", () => {
    expect(link.searchParams.get("manifest_yaml")).not.toMatch(/^\s*#/m);
    expect(link.href.length).toBeLessThan(6_000);
  });
});
