import type { ReactNode } from "react";

// Drawn here rather than taken from a font: a system without a colour font would show empty boxes.
const drawn: Record<string, ReactNode> = {
  eyes: (
    <>
      <ellipse cx="5" cy="8" rx="3.6" ry="5" fill="#fff" stroke="#5b6770" strokeWidth="1" />
      <ellipse cx="11.6" cy="8" rx="3.6" ry="5" fill="#fff" stroke="#5b6770" strokeWidth="1" />
      <circle cx="6.2" cy="9" r="1.9" fill="#2a3238" />
      <circle cx="12.8" cy="9" r="1.9" fill="#2a3238" />
    </>
  ),
  white_check_mark: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3.4" fill="#2f9e62" />
      <path d="M4.4 8.4l2.5 2.6 4.8-5.6" fill="none" stroke="#fff" strokeWidth="2" />
    </>
  ),
  stop: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3.4" fill="#59707f" />
      <rect x="5" y="5" width="6" height="6" rx="1" fill="#fff" />
    </>
  ),
  x: <path d="M3.5 3.5l9 9m0-9l-9 9" stroke="#cf4040" strokeWidth="2.6" strokeLinecap="round" />,
  "+1": thumb(""),
  "-1": thumb("rotate(180 8 8)"),
  heart: (
    <path
      d="M8 14S1.4 9.9 1.4 5.5A3.5 3.5 0 018 4a3.5 3.5 0 016.6 1.5C14.6 9.9 8 14 8 14z"
      fill="#d8435a"
    />
  ),
  hourglass: (
    <path
      d="M4 1.5h8M4 14.5h8M5 2v2.6L8 8l3-3.4V2M5 14v-2.6L8 8l3 3.4V14"
      fill="none"
      stroke="#a9761c"
      strokeWidth="1.4"
    />
  ),
  warning: (
    <>
      <path d="M8 1.6l7 12.6H1z" fill="#e8b339" />
      <path d="M8 6v4m0 1.6v.9" stroke="#3b2f0b" strokeWidth="1.6" />
    </>
  ),
  tada: (
    <>
      <path d="M1.5 14.5L5 5.5l5.5 5.5z" fill="#d99a2b" />
      <path d="M9 6.5L12 3M11 9l3.5-1M7 4.5V1.5" stroke="#c2478b" strokeWidth="1.5" />
    </>
  ),
};

function thumb(transform: string): ReactNode {
  return (
    <path
      transform={transform}
      d="M1.5 7.5h2.7v7H1.5zM5.2 7.3L8 1.4c1.5 0 2 1.2 1.7 2.5L9.2 6.3h3.9c1.1 0 1.7.9 1.4 1.9l-1.3 4.9c-.2.8-.9 1.4-1.7 1.4H6.8l-1.6-.9z"
      fill="#e0a83a"
      stroke="#a9761c"
      strokeWidth=".7"
    />
  );
}

const sameAs: Record<string, string> = {
  black_square_for_stop: "stop",
  stop_button: "stop",
  octagonal_sign: "stop",
  stop_sign: "stop",
  heavy_check_mark: "white_check_mark",
  thumbsup: "+1",
  thumbsdown: "-1",
  hourglass_flowing_sand: "hourglass",
};

const characters: Record<string, string> = {
  wave: "👋",
  rocket: "🚀",
  pray: "🙏",
  raised_hands: "🙌",
  thinking_face: "🤔",
  slightly_smiling_face: "🙂",
  joy: "😂",
  bulb: "💡",
  memo: "📝",
  calendar: "📅",
  link: "🔗",
  lock: "🔒",
};

/** What a screen reader says for a reaction. */
export function emojiLabel(name: string): string {
  return name.replaceAll("_", " ").replace("+1", "thumbs up").replace("-1", "thumbs down");
}

/** The reactions the quick menu offers. */
export const quickReactions = ["+1", "white_check_mark", "eyes", "heart", "tada", "-1"] as const;

/** One emoji by its Slack name; names nobody drew stay readable as `:name:`. */
export function Emoji({ name }: { name: string }): ReactNode {
  const drawing = drawn[sameAs[name] ?? name];
  if (drawing === undefined) return characters[name] ?? `:${name}:`;
  return (
    <svg className="emoji" viewBox="0 0 16 16" role="img" aria-label={emojiLabel(name)}>
      {drawing}
    </svg>
  );
}
