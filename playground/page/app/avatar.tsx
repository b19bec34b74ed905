import type { CSSProperties, ReactNode } from "react";
import { FermataSign } from "./icons.js";

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => word?.slice(0, 1).toUpperCase() ?? "").join("");
}

/** A rounded square with initials; Fermata carries its sign. The name stands beside it. */
export function Avatar(props: {
  name: string;
  color: string;
  isFermata?: boolean;
  size?: "small" | "tiny";
}): ReactNode {
  const style = { "--tone": `#${props.color.replace(/^#/, "")}` } as CSSProperties;
  const size = props.size === undefined ? "" : ` avatar-${props.size}`;
  return (
    <span
      className={`avatar${size}${props.isFermata ? " avatar-fermata" : ""}`}
      style={style}
      aria-hidden="true"
    >
      {props.isFermata ? <FermataSign /> : initials(props.name)}
    </span>
  );
}
