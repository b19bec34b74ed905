/** US dollars for a million tokens. */
export interface Price {
  inUsd: number;
  outUsd: number;
}

/** What a model costs; `isUpperBound` if the id is not listed and the dearest price is taken. */
export interface PricedModel extends Price {
  isUpperBound: boolean;
}

/** The model id of the practice model: it costs nothing and labels every result. */
export const PRACTICE_MODEL = "practice";

/** List prices as published for the standard tier; the config file can change or add to them. */
export const listPrices: Readonly<Record<string, Price>> = {
  "gpt-5": { inUsd: 1.25, outUsd: 10 },
  "gpt-5-mini": { inUsd: 0.25, outUsd: 2 },
  "gpt-5-nano": { inUsd: 0.05, outUsd: 0.4 },
  "gpt-4.1": { inUsd: 2, outUsd: 8 },
  "gpt-4.1-mini": { inUsd: 0.4, outUsd: 1.6 },
  "gpt-4o": { inUsd: 2.5, outUsd: 10 },
  "gpt-4o-mini": { inUsd: 0.15, outUsd: 0.6 },
  o3: { inUsd: 2, outUsd: 8 },
  "o4-mini": { inUsd: 1.1, outUsd: 4.4 },
};

/** A dated snapshot such as `gpt-5-2025-08-07` costs what its model costs. */
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;

/** The price of a model by its id; an id nobody listed costs the dearest listed price. */
export function priceOf(
  modelId: string,
  prices: Readonly<Record<string, Price>> = listPrices,
): PricedModel {
  if (modelId === PRACTICE_MODEL) return { inUsd: 0, outUsd: 0, isUpperBound: false };
  const known = Object.hasOwn(prices, modelId)
    ? prices[modelId]
    : ownPrice(prices, modelId.replace(SNAPSHOT, ""));
  if (known) return { inUsd: known.inUsd, outUsd: known.outUsd, isUpperBound: false };
  const all = [...Object.values(prices), ...Object.values(listPrices)];
  return {
    inUsd: Math.max(...all.map((price) => price.inUsd)),
    outUsd: Math.max(...all.map((price) => price.outUsd)),
    isUpperBound: true,
  };
}

function ownPrice(prices: Readonly<Record<string, Price>>, id: string): Price | undefined {
  return Object.hasOwn(prices, id) ? prices[id] : undefined;
}

/** What so many tokens cost, in US dollars. */
export function costUsd(price: Price, inputTokens: number, outputTokens: number): number {
  return (inputTokens * price.inUsd + outputTokens * price.outUsd) / 1_000_000;
}

/** An upper estimate of the tokens in a text: three bytes make one, rounded up. */
export function estimateTokens(...texts: string[]): number {
  let bytes = 0;
  for (const text of texts) bytes += Buffer.byteLength(text);
  return Math.ceil(bytes / 3);
}
