import fc from "fast-check";
import { functionNames } from "../../src/humans/functions/registry.js";
import {
  fromHumanInterrupt,
  fromHumanResponse,
  HumanInterrupt,
  HumanResponse,
  toHumanInterrupt,
  toHumanResponse,
} from "../../src/humans/interrupt-schema.js";
import { approvalArgs } from "../support/call-forms.js";
import { argumentsOf } from "../support/functions/function-arguments.js";
import { givenAnswer } from "../support/functions/function-answers.js";

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(functionNames())("%s as a human interrupt", (name) => {
  it("comes back the same, and says what can be answered", () => {
    fc.assert(
      fc.property(argumentsOf(name), (args) => {
        const interrupt = overTheWire(toHumanInterrupt(args, "The whole text."));
        expect(HumanInterrupt.parse(interrupt).action_request.action).toBe(name);
        expect(overTheWire(fromHumanInterrupt(interrupt))).toEqual(overTheWire(args));
      }),
      { numRuns: 30 },
    );
  });

  it("gives every valid answer back as it was", () => {
    fc.assert(
      fc.property(
        argumentsOf(name).chain((args) => fc.tuple(fc.constant(args), givenAnswer(args))),
        ([args, answer]) => {
          const response = overTheWire(toHumanResponse(args, answer));
          const { type } = HumanResponse.parse(response);
          const { config } = toHumanInterrupt(args);
          const allowed = {
            accept: config.allow_accept,
            edit: config.allow_edit,
            ignore: config.allow_ignore,
            response: config.allow_respond,
          };
          expect(allowed[type]).toBe(true);
          expect(fromHumanResponse(args, response)).toEqual(answer);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is never answered by what is no response", () => {
    fc.assert(
      fc.property(argumentsOf(name), fc.jsonValue(), (args, junk) => {
        const answer = fromHumanResponse(args, junk);
        if (!HumanResponse.safeParse(junk).success) expect(answer).toBeNull();
      }),
      { numRuns: 30 },
    );
  });
});

it("takes words as a note and never as an approval", () => {
  const args = approvalArgs();
  for (const words of ["approve", "looks good", '{"action":"approve","args":{}}']) {
    expect(fromHumanResponse(args, { type: "response", args: words })).toEqual({
      verb: "changes",
      values: { note: words },
    });
  }
});

it("maps the four verbs of an approval to the four types", () => {
  const args = approvalArgs();
  const typeOf = (verb: string, values = {}) => toHumanResponse(args, { verb, values }).type;
  expect(typeOf("approve")).toBe("accept");
  expect(typeOf("edit", { text: "x" })).toBe("edit");
  expect(typeOf("changes", { note: "x" })).toBe("response");
  expect(typeOf("reject", { reason: "x" })).toBe("ignore");
});

it("refuses interrupts of other agents", () => {
  const config = {
    allow_accept: true,
    allow_edit: true,
    allow_ignore: true,
    allow_respond: true,
  };
  for (const action of ["send_email", "declared", "toString", "approve"]) {
    const foreign = { action_request: { action, args: { to: "priya" } }, config };
    expect(fromHumanInterrupt(foreign)).toBeNull();
  }
});
