import type { QueryConfig } from "./pool.js";

/** Plans take memory: what comes after so many texts is parsed each time. */
const MOST_NAMES = 400;

/** Gives a statement a name by its text, so that the backend parses and plans it once. */
export type NameStatement = (config: QueryConfig) => string | undefined;

/** Makes the names of one connection. Only statements with values are named: others may be several in one text. */
export function createStatementNames(): NameStatement {
  const names = new Map<string, string>();
  return (config) => {
    if (config.name !== undefined || config.values === undefined) return config.name;
    const known = names.get(config.text);
    if (known !== undefined || names.size >= MOST_NAMES) return known;
    const name = `s${names.size}`;
    names.set(config.text, name);
    return name;
  };
}
