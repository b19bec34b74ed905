/** The shapes the practice model reads and writes, as documented in `docs/agents.md`. */
export interface Source {
  n: number;
  kind: string;
  label: string;
  url: string | null;
  note: string;
}

/** A fact with where it stands. */
export interface Claim {
  id: string;
  topic: string;
  text: string;
  value: string | null;
  excerpt: string;
  by: string | null;
  date: string | null;
  sourceN: number;
}

/** A fact as research returns it. */
export type Found = Omit<Claim, "id" | "sourceN"> & { sourceN: number | null };

/** What every input may hold; the practice model takes what is missing as empty. */
export interface Input {
  goal: string;
  askedBy: string;
  notes: { by: string; text: string }[];
  now: string;
  tz: string;
  title: string;
  task: string;
  /** For triage and plan these are offers with an id; later they are numbered. */
  sources: (Source & { id: string })[];
  answers: { question: string; answer: string; by: string }[];
  document: { source: Source; title: string; text: string } | null;
  claims: Claim[];
  criteria: string[];
  choices: { question: string; choice: string; by: string }[];
  previous: string | null;
  changes: string[];
  draft: string;
  personsOwn: string[];
}

const EMPTY: Input = {
  goal: "",
  askedBy: "",
  notes: [],
  now: "",
  tz: "UTC",
  title: "",
  task: "",
  sources: [],
  answers: [],
  document: null,
  claims: [],
  criteria: [],
  choices: [],
  previous: null,
  changes: [],
  draft: "",
  personsOwn: [],
};

/** The input in a user message: the JSON value that begins at the first brace; null if there is none. */
export function inputIn(message: string): Input | null {
  const at = message.indexOf("{");
  if (at < 0) return null;
  try {
    const value: unknown = JSON.parse(message.slice(at));
    return typeof value === "object" && value !== null
      ? { ...EMPTY, ...(value as Partial<Input>) }
      : null;
  } catch {
    // Not ours: the caller is told that it is no input.
    return null;
  }
}
