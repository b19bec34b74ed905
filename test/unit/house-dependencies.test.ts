import { readRoot, sourceFiles } from "../tree.js";

interface PackageJson {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
const packageJson = JSON.parse(readRoot("package.json")) as PackageJson;
const documented = [
  ...readRoot("docs/dependencies.md").matchAll(/^\| `([^`]+)` \| (\S+) \| (.+) \|$/gm),
];

describe("dependencies", () => {
  it("are documented with version and reason, each and no others", () => {
    const table = Object.fromEntries(documented.map(([, name, version]) => [name, version]));
    expect(table).toEqual(packageJson.dependencies);
    for (const [, , , reason] of documented) expect(reason?.length).toBeGreaterThan(15);
  });

  it("are few and pinned exactly", () => {
    expect(documented.length).toBeLessThanOrEqual(26);
    const all = { ...packageJson.dependencies, ...packageJson.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it("are all that the running code imports as values", () => {
    const names = new Set<string>();
    for (const text of sourceFiles("src", "graphs").values()) {
      for (const [, name = ""] of text.matchAll(
        /^import (?!type)[^;]*?from "((?!node:)[^."][^"]*)"/gm,
      )) {
        names.add(
          name
            .split("/")
            .slice(0, name.startsWith("@") ? 2 : 1)
            .join("/"),
        );
      }
    }
    expect([...names].filter((name) => !(name in packageJson.dependencies))).toEqual([]);
  });
});
