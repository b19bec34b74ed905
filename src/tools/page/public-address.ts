import ipaddr from "ipaddr.js";

/** Public by number, but a cloud's own door into its machines: Azure's agent address. */
const PLATFORM = new Set(["168.63.129.16", "::ffff:168.63.129.16", "::ffff:a83f:8110"]);
const MAPPED = ipaddr.IPv6.parse("::ffff:0:0");
/** Only this block is given out for public use; it also holds 6to4 and Teredo, which `range` tells apart. */
const GLOBAL = ipaddr.IPv6.parse("2000::");

/** Whether an address is one on the public internet, in either family; IPv4 inside IPv6 is looked at as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (PLATFORM.has(address)) return false;
  if (parsed.kind() === "ipv4") return parsed.range() === "unicast";
  // `::1.2.3.4` is no mapped address, whatever a parser makes of it.
  if (address.includes(".") && !/^::ffff:/i.test(address)) return false;
  const six = ipaddr.IPv6.parse(address);
  if (six.zoneId) return false;
  if (six.match(MAPPED, 96)) return six.toIPv4Address().range() === "unicast";
  return six.match(GLOBAL, 3) && six.range() === "unicast";
}
