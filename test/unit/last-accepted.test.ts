import { createLastAccepted } from "../../src/app/last-accepted.js";
import { silentLog } from "../../src/log.js";

/** A database that can forget, and can be away. */
function forgetful() {
  const rows = new Set<string>();
  let away = 0;
  return {
    rows,
    awayFor: (calls: number) => (away = calls),
    async accept(key: string) {
      if (away > 0) {
        away -= 1;
        throw new Error("away");
      }
      rows.add(key);
      return key;
    },
  };
}

it("accepts again what was accepted in the last minute, and nothing that was not", async () => {
  let nowMs = 0;
  const database = forgetful();
  const last = createLastAccepted(silentLog, () => nowMs);
  const accept = last.remember((key: string) => database.accept(key));
  await accept("old");
  nowMs = 60_000;
  await accept("new");
  database.awayFor(1);
  await expect(accept("never")).rejects.toThrow("away");
  database.rows.clear();
  database.awayFor(2);
  await last.again();
  expect([...database.rows]).toEqual(["new"]);
});

it("accepts of one message only its last words again", async () => {
  const database = forgetful();
  const last = createLastAccepted(silentLog);
  const accept = last.remember(
    (_message: string, words: string) => database.accept(words),
    (message) => message,
  );
  await accept("m1", "first words");
  await accept("m2", "another");
  await accept("m1", "changed words");
  database.rows.clear();
  await last.again();
  expect([...database.rows]).toEqual(["another", "changed words"]);
});
