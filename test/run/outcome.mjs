/**
 * Counts one file of jest's JSON: `{passed, failed, skipped}`. A file that failed outside its tests
 * counts as one failure.
 */
export function countFile(file) {
  const having = (...names) =>
    file.assertionResults.filter((one) => names.includes(one.status)).length;
  const failed = having("failed") || (file.status === "failed" ? 1 : 0);
  return { passed: having("passed"), failed, skipped: having("pending", "todo", "skipped") };
}

/** The first failure of a failed file: the test's full name, and the failure's whole text. */
export function firstFailure(file) {
  const test = file.assertionResults.find((one) => one.status === "failed");
  if (test === undefined) return { test: "outside its tests", text: file.message };
  return { test: test.fullName, text: test.failureMessages.join("\n") };
}
