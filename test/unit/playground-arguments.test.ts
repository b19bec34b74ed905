import { readArguments } from "../../playground/arguments.js";

describe("what npm run playground is asked", () => {
  it("takes a port, a new beginning and a plain surface", () => {
    expect(readArguments([])).toEqual({ port: 4500, fresh: false, plain: false });
    expect(readArguments(["--port", "4600", "--fresh", "--plain"])).toEqual({
      port: 4600,
      fresh: true,
      plain: true,
    });
  });

  it.each([["--rich"], ["--port", "many"], ["plain"]])(
    "answers %s with how it is used",
    (...args) => {
      expect(() => readArguments(args)).toThrow("Use: npm run playground -- ");
    },
  );
});
