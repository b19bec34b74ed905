import type { ReactNode } from "react";

const paths = {
  plug: "M6 2v4M10 2v4M4.5 6h7v2.5a3.5 3.5 0 01-7 0zM8 12v2.5",
  moon: "M13 9.5A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.5z",
  sun: "M8 5a3 3 0 110 6 3 3 0 010-6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8L13 13M13 3l-1.2 1.2M4.2 11.8L3 13",
  back: "M10 3L5 8l5 5",
  close: "M4 4l8 8M12 4l-8 8",
  send: "M2.5 8L13.5 3l-3 10.5-3-4.5zM7.5 9l6-6",
  clip: "M11.5 6.5L7 11a1.8 1.8 0 01-2.5-2.5l5.2-5.2a3 3 0 014.2 4.2l-5.4 5.4a4.2 4.2 0 01-6-6L7 2.5",
  smile: "M8 2a6 6 0 110 12A6 6 0 018 2zM5.5 9.5a3 3 0 005 0M6 6.2v.3M10 6.2v.3",
  reply:
    "M2.5 4a1.5 1.5 0 011.5-1.5h8A1.5 1.5 0 0113.5 4v5a1.5 1.5 0 01-1.5 1.5H8L4.5 13.5v-3H4A1.5 1.5 0 012.5 9z",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  home: "M2.5 7L8 2.5 13.5 7v6.5h-4v-4h-3v4h-4z",
  lock: "M4.5 7V5a3.5 3.5 0 017 0v2M3.5 7h9v6.5h-9z",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 110 3.6 1.8 1.8 0 010-3.6z",
  file: "M4 1.5h5L12.5 5v9.5H4zM9 1.5V5h3.5",
  download: "M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10",
  check: "M3.5 8.5l3 3 6-7",
  people:
    "M6 3a2.2 2.2 0 110 4.4A2.2 2.2 0 016 3zM1.8 13c0-2.4 1.8-4 4.2-4s4.2 1.6 4.2 4M11 7.4a1.9 1.9 0 100-3.8M11.5 9.3c1.7.3 2.8 1.7 2.8 3.7",
} as const;

/** The name of a drawn sign. */
export type IconName = keyof typeof paths;

/** A small line drawing; the words beside it or the button's label say what it means. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** The fermata of a score: an arc with a dot, the sign for "hold here". */
export function FermataSign(): ReactNode {
  return (
    <svg className="fermata-sign" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 17.5a9 9 0 0118 0" />
      <circle cx="12" cy="15.8" r="2.1" />
    </svg>
  );
}
