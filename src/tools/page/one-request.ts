import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { CheckedTarget } from "./checked-target.js";

/** Opens one GET to a checked target; it connects only to the addresses that were checked. */
export function oneRequest(target: CheckedTarget, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, addresses } = target;
  const pinned: LookupFunction = (_, options, done) => {
    if (options.all) done(null, addresses);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isTls = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (isTls ? httpsRequest : httpRequest)({
      // No shared agent: a pooled connection could lead to an address that was checked for something else.
      agent: false,
      method: "GET",
      host,
      port: url.port === "" ? undefined : Number(url.port),
      path: `${url.pathname}${url.search}`,
      lookup: pinned,
      ...(isTls && isIP(host) === 0 ? { servername: host } : {}),
      signal,
      headers: {
        host: url.host,
        accept: "text/html, text/markdown, text/plain, text/csv, application/json;q=0.5",
        "accept-encoding": "identity",
        "user-agent": "Fermata (reads pages that people link)",
        connection: "close",
      },
    });
    request.once("response", resolve);
    request.once("error", reject);
    request.end();
  });
}
