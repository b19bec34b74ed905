import { packText, readPacked, unpackText } from "../../src/store/packed-text.js";

const status = JSON.stringify({
  type: "message",
  opKey: "run_019e1b2c3d4e5f60718293a4b5c6d7e8:status",
  runId: "run_019e1b2c3d4e5f60718293a4b5c6d7e8",
  channel: "C0LAUNCH01",
  threadTs: "1795254579.545000",
  shown: { kind: "status", title: "Grüße 𝄐", tasks: [], now: "", footer: "Waiting for Maya" },
  pings: [],
});

describe("packed text", () => {
  it("comes back as it was, and equal texts give equal bytes", () => {
    expect(unpackText(packText(status))).toBe(status);
    expect(packText(status).equals(packText(status))).toBe(true);
    expect(packText(status).length).toBeLessThan(status.length / 2);
  });

  it("can still be read if it was packed by the first release that packs", () => {
    const kept = "AatWyk4F1Q3RiCiDxUZsLQA=";
    expect(readPacked(Buffer.from(kept, "base64"))).toEqual({ kept: ["status", "waiting"] });
  });

  it("reads rows from before as they are, and says null to a later way", () => {
    expect(readPacked(Buffer.from('{"type":"hologram"}'))).toEqual({ type: "hologram" });
    expect(readPacked(Buffer.of(9, 1, 2))).toBeNull();
  });
});
