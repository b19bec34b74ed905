/** What ids in a Slack message are called; unknown ids become plain words. */
export interface Known {
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
}

const token = /<([^<>\n]{1,3000})>/g;

/** A message as people read it: mentions become names, links `label (address)`, entities signs. */
export function decodeMrkdwn(text: string, known: Known): string {
  return text
    .replace(token, (_whole, inner: string) => readToken(inner, known))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** The ids of everybody who is mentioned in a message. */
export function mentionedIds(text: string): string[] {
  return [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)].map((hit) => hit[1] ?? "");
}

function readToken(inner: string, known: Known): string {
  const [head = "", ...rest] = inner.split("|");
  const label = rest.join("|");
  if (head.startsWith("@")) return `@${known.user(head.slice(1)) ?? (label || "somebody")}`;
  if (head.startsWith("#")) return `#${label || (known.channel(head.slice(1)) ?? "a channel")}`;
  if (head.startsWith("!date^")) return label;
  if (head.startsWith("!subteam^")) return label || "@a group";
  if (head.startsWith("!")) return `@${head.slice(1)}`;
  if (label === "" || label === head || head.endsWith(`//${label}`)) return head;
  return `${label} (${head})`;
}
