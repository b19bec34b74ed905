import type { Block } from "./context.js";
import { phoneLines, phoneLinesOf } from "./phone-lines.js";

/** How much of its parts a card may show, in characters and counts. */
export interface Room {
  /** For the excerpt, or each quoted source. */
  excerpt: number;
  /** For one line of small print. */
  note: number;
  /** How many doubts, changes or sources of one kind. */
  items: number;
  /** For a question or title. */
  title: number;
  /** How many names in a list, and how long each. */
  people: number;
  name: number;
  /** Whether what people can do without stands there too: the rule and the cost. */
  rest: boolean;
}

const rooms: readonly Room[] = [
  { excerpt: 400, note: 240, items: 4, title: 200, people: 6, name: 40, rest: true },
  { excerpt: 320, note: 200, items: 3, title: 160, people: 5, name: 40, rest: true },
  { excerpt: 260, note: 160, items: 3, title: 120, people: 4, name: 40, rest: true },
  { excerpt: 200, note: 120, items: 2, title: 100, people: 4, name: 30, rest: true },
  { excerpt: 140, note: 110, items: 2, title: 90, people: 4, name: 30, rest: true },
  { excerpt: 140, note: 110, items: 2, title: 90, people: 4, name: 30, rest: false },
  { excerpt: 140, note: 90, items: 1, title: 80, people: 3, name: 30, rest: true },
  { excerpt: 140, note: 90, items: 1, title: 80, people: 3, name: 30, rest: false },
  { excerpt: 80, note: 80, items: 1, title: 70, people: 3, name: 24, rest: false },
  { excerpt: 40, note: 80, items: 1, title: 70, people: 3, name: 24, rest: false },
  { excerpt: 40, note: 60, items: 1, title: 60, people: 3, name: 24, rest: false },
  { excerpt: 40, note: 50, items: 1, title: 50, people: 2, name: 24, rest: false },
  { excerpt: 40, note: 40, items: 0, title: 40, people: 2, name: 20, rest: false },
  { excerpt: 0, note: 24, items: 0, title: 30, people: 2, name: 16, rest: false },
  { excerpt: 0, note: 12, items: 0, title: 20, people: 2, name: 8, rest: false },
];

/** Builds a card with the most room at which it fits on a phone; the whole is behind its buttons. */
export function fitCard(build: (room: Room) => Block[]): Block[] {
  let blocks: Block[] = [];
  for (const room of rooms) {
    blocks = build(room);
    if (phoneLinesOf(blocks) <= phoneLines) return blocks;
  }
  return withLessSmallPrint(blocks);
}

/**
 * Where even the smallest words do not fit, small print goes line by line, from the top. The last line of all stays: it
 * says what happens if nobody decides.
 */
function withLessSmallPrint(blocks: Block[]): Block[] {
  let left = blocks;
  while (phoneLinesOf(left) > phoneLines) {
    const at = left.findIndex(
      (block, index) =>
        block.type === "context" && (block.elements.length > 1 || index < left.length - 1),
    );
    const block = left[at];
    if (block?.type !== "context") break;
    const rest = block.elements.slice(1);
    left = left.flatMap((one, index) => {
      if (index !== at) return [one];
      return rest.length === 0 ? [] : [{ ...block, elements: rest }];
    });
  }
  return left;
}
