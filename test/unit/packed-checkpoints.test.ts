import { randomBytes } from "node:crypto";
import { type CursorRows, packRows, unpackRows } from "../../src/store/checkpoints/packed-rows.js";

const cursor = (blob: Buffer | null): CursorRows => ({
  checkpoints: [
    {
      ns: "",
      id: "1f1e5926-34f6-66d0-8004-99b6db3823d5",
      parent: null,
      type: null,
      checkpoint: '{"v": 4, "channel_versions": {"a": 3}, "note": "Grüße\\n𝄐"}',
      metadata: '{"step": 4}',
    },
  ],
  blobs: [
    { ns: "", channel: "a", version: "3", type: "json", blob },
    { ns: "", channel: "b", version: "4", type: "empty", blob: null },
  ],
  writes: [
    {
      ns: "",
      id: "1f1e5926-34f6-66d0-8004-99b6db3823d5",
      task: "82df66a9-329b-7c71-b638-e5b4a8ff3dc0",
      idx: -3,
      channel: "__interrupt__",
      type: "json",
      blob: Buffer.from('{"calls":["call_1"]}\n{}'),
    },
  ],
});

describe("packed checkpoints", () => {
  it.each([
    ["text", Buffer.from('{"goal":"line\\nbreak"}\n')],
    ["nothing", Buffer.alloc(0)],
    ["no value", null],
    ["bytes of any kind", randomBytes(5_000)],
  ])("come back byte for byte: %s", (_what, blob) => {
    expect(unpackRows(packRows(cursor(blob)))).toEqual(cursor(blob));
  });

  it("can still be read if they were packed by the first release that packs", () => {
    const kept =
      "ASMiO1haJpmlJBlbGBmnmELTP5gwM9YxNETJA4koYQoPUYxAxOoSvLYqWRilpJmZJVrqGhtZJumaJ5sb6iaZGVvoppommSRapKUZpyQbKOngLmCMjFHLF6xFfyKs6oK0iBSU3IsO7zk8PzUm78PclglKiNrWpFYpO7WgRAm9gAENN3BV1wIA";
    expect(unpackRows(Buffer.from(kept, "base64"))).toEqual(cursor(Buffer.from('"kept"')));
  });

  it("are refused when they are cut off or were packed in another way", () => {
    const packed = packRows(cursor(Buffer.from("1")));
    expect(() => unpackRows(packed.subarray(0, packed.length - 4))).toThrow();
    expect(() => unpackRows(Buffer.concat([Buffer.of(9), packed.subarray(1)]))).toThrow(
      "packed in another way",
    );
  });
});
