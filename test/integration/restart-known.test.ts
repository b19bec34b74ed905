import { people } from "../../playground/seed/ids.js";
import { v1 } from "../../graphs/request/v1.js";
import { FormField } from "../../src/domain/form-field.js";
import { deploy, endHouse, onlyV1 } from "../support/graphs/deploys.js";
import { type House, startHouse } from "../support/house.js";
import {
  ask,
  cardWith,
  controls,
  fill,
  fromBot,
  held,
  press,
  read,
  resultOf,
  seen,
} from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

let house: House;
/** What each draft was told of answers, oldest first. */
const told: string[][] = [];

beforeAll(async () => {
  const honest = storyScripts();
  house = await startHouse({
    scripts: storyScripts({
      triage: () => ({
        path: "ask",
        title: "Launch brief",
        recurring: false,
        answer: "",
        questions: [
          FormField.parse({
            name: "who",
            label: "For whom is it?",
            type: "text",
            default: "Sales",
          }),
        ],
      }),
      draft: (input) => {
        told.push(input.answers.map((one) => `${one.question} ${one.answer}`));
        return honest.draft?.(input) ?? { markdown: "", changed: [] };
      },
    }),
    options: { versions: onlyV1() },
  });
});
afterAll(() => endHouse(house));

it("starts a job again that an update left behind: answers are known, an approval is not", async () => {
  const { workspace } = house;
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const questions = await cardWith(workspace, at, "call.answer");
  await fill(workspace, at, people.maya, questions, "call.answer", { who: "The board" });
  const card = await cardWith(workspace, at, "call.approve");
  await held(house, at);
  await house.app.stop();

  const versions = { current: "v2", loadable: { v2: v1 }, retired: ["v1"], migrations: [] };
  await deploy(house, { versions });
  const end = await cardWith(workspace, at, "run.restart");
  expect(read(end)).toMatch(/What people have answered is kept\. Nothing was posted\./);
  await press(workspace, at, people.maya, end, "run.restart");
  const again = await seen(
    workspace,
    at,
    (message) => message.ts > end.ts && controls(message).includes("call.approve"),
    "the approval of the new job",
  );
  expect(again.ts).not.toBe(card.ts);
  await held(house, at);
  expect(told).toEqual([["For whom is it? The board"], ["For whom is it? The board"]]);
  const asked = fromBot(workspace, at).filter((one) => controls(one).includes("call.answer"));
  expect(asked).toEqual([]);
  await press(workspace, at, people.priya, again, "call.approve");
  expect(read(await resultOf(workspace, at))).toMatch(/Approved by Priya/);
});
