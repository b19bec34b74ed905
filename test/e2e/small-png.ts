import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLORS = 256;

/** A screenshot with at most 256 colours, a third of its size; 8-bit RGB or RGBA PNGs only, as browsers take them. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, lines } = decoded(png);
  const keyAt = (at: number): number =>
    ((lines[at] ?? 0) << 16) | ((lines[at + 1] ?? 0) << 8) | (lines[at + 2] ?? 0);
  const counts = new Map<number, { count: number; rgb: [number, number, number] }>();
  for (let at = 0; at < lines.length; at += channels) {
    const key = keyAt(at);
    const known = counts.get(key);
    if (known) known.count += 1;
    else
      counts.set(key, { count: 1, rgb: [lines[at] ?? 0, lines[at + 1] ?? 0, lines[at + 2] ?? 0] });
  }
  const palette = paletteOf([...counts.values()]);
  const nearest = new Map([...counts].map(([key, { rgb }]) => [key, nearestOf(palette, rgb)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = nearest.get(keyAt((y * width + x) * channels)) ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Each next colour is the one that is missed most: by many pixels, or by far, so that a small dot keeps its colour. */
function paletteOf(colors: { count: number; rgb: [number, number, number] }[]) {
  const palette: [number, number, number][] = [];
  const missing = colors.map((one) => ({ ...one, far: 3 * 255 ** 2 }));
  while (palette.length < Math.min(MOST_COLORS, colors.length)) {
    const most = missing.reduce((a, b) => (a.count * a.far >= b.count * b.far ? a : b));
    palette.push(most.rgb);
    for (const one of missing) one.far = Math.min(one.far, distance(one.rgb, most.rgb));
  }
  return palette;
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, at) => sum + (part - (b[at] ?? 0)) ** 2, 0);
}

function nearestOf(palette: readonly [number, number, number][], rgb: readonly number[]): number {
  let best = 0;
  let least = Infinity;
  for (const [index, one] of palette.entries()) {
    const far = distance(one, rgb);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** The pixels of a PNG, line after line. */
function decoded(png: Buffer): { width: number; height: number; channels: number; lines: Buffer } {
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 3];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      channels = data[9] === 6 ? 4 : 3;
    } else if (type === "IDAT") parts.push(data);
    at += length + 12;
  }
  return {
    width,
    height,
    channels,
    lines: unfiltered(inflateSync(Buffer.concat(parts)), width, height, channels),
  };
}

function unfiltered(raw: Buffer, width: number, height: number, channels: number): Buffer {
  const stride = width * channels;
  const lines = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? (lines[y * stride + x - channels] ?? 0) : 0;
      const up = y > 0 ? (lines[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (lines[(y - 1) * stride + x - channels] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      lines[y * stride + x] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return lines;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
