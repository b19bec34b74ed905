import { parse, stringify } from "yaml";

const PAGE = "https://api.slack.com/apps";

/** Slack's page that creates the app, with the manifest filled in; comments are left out so that the link is short. */
export function createLink(manifest: string): string {
  // Quoted where an older reader of YAML would see something else than a string.
  const plain = stringify(parse(manifest), { lineWidth: 0, version: "1.1" });
  return `${PAGE}?new_app=1&manifest_yaml=${encodeURIComponent(plain)}`;
}
