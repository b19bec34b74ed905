import { z } from "zod";

/** US dollars per million tokens. */
const Price = z.strictObject({ in: z.number().min(0), out: z.number().min(0) });
const modelId = z.string().min(1);

/** How models are paid, waited for and stood in for. */
export const ModelSettings = z.strictObject({
  /** By model id. */
  prices: z.record(z.string(), Price).default({}),
  /** How long a job waits for a model service that does not answer; 0: it fails at once. */
  patienceMinutes: z.number().min(0).max(1_440).default(10),
  /** What is called while the model of a role does not answer, by role. */
  fallback: z.strictObject({ fast: modelId.optional(), strong: modelId.optional() }).default({}),
  /** How long one answer may take, and how long the service may send nothing before or in it. */
  answerSeconds: z.number().min(1).max(900).default(120),
  silenceSeconds: z.number().min(1).max(900).default(60),
});

/** What one job may use at most, besides money. */
export const LimitSettings = z.strictObject({
  maxSteps: z.number().int().min(5).max(190).default(150),
  maxTasks: z.number().int().min(1).max(20).default(20),
  maxDraftRounds: z.number().int().min(1).max(5).default(3),
  /** Of work; waiting for people or for a model is none. */
  maxWorkMinutes: z.number().min(0.01).max(1_440).default(60),
  /** Calls that a model answered, and how often the same step may come. */
  maxModelCalls: z.number().int().min(1).max(1_000).default(200),
  maxRepeats: z.number().int().min(2).max(50).default(5),
  /** Sources opened, those that are kept, and how much of each, in KB. */
  maxReads: z.number().int().min(1).max(200).default(40),
  maxDocuments: z.number().int().min(1).max(100).default(25),
  maxDocumentKb: z.number().int().min(1).max(1_000).default(200),
  /** Of a text that an agent wrote. */
  maxResultChars: z.number().int().min(500).max(60_000).default(40_000),
  runsAtOnce: z.number().int().min(1).max(64).default(8),
});
