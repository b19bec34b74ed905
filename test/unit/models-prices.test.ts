import { costUsd, estimateTokens, listPrices, priceOf } from "../../src/models/prices.js";

describe("prices", () => {
  it("knows listed models and their dated snapshots", () => {
    expect(priceOf("gpt-5-mini")).toEqual({ inUsd: 0.25, outUsd: 2, isUpperBound: false });
    expect(priceOf("gpt-5-2025-08-07")).toEqual({ inUsd: 1.25, outUsd: 10, isUpperBound: false });
  });

  it("takes the dearest listed price for an unknown id, also for names of object methods", () => {
    const dearest = {
      inUsd: Math.max(...Object.values(listPrices).map((p) => p.inUsd)),
      outUsd: Math.max(...Object.values(listPrices).map((p) => p.outUsd)),
      isUpperBound: true,
    };
    expect(priceOf("local-llama")).toEqual(dearest);
    expect(priceOf("constructor")).toEqual(dearest);
    expect(priceOf("__proto__")).toEqual(dearest);
  });

  it("lets the settings change a price and never undercuts the list for unknown ids", () => {
    const mine = { tiny: { inUsd: 0.01, outUsd: 0.02 } };
    expect(priceOf("tiny", mine)).toEqual({ inUsd: 0.01, outUsd: 0.02, isUpperBound: false });
    expect(priceOf("other", mine).outUsd).toBe(10);
  });

  it("charges nothing for the practice model", () => {
    expect(costUsd(priceOf("practice"), 1e6, 1e6)).toBe(0);
  });

  it("counts a million tokens as its price, and rounds estimates up", () => {
    expect(costUsd({ inUsd: 1.25, outUsd: 10 }, 1e6, 1e6)).toBe(11.25);
    expect(estimateTokens("abcd")).toBe(2);
    expect(estimateTokens("日本")).toBe(2);
  });
});
