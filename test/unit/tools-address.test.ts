import fc from "fast-check";
import { isPublicAddress } from "../../src/tools/page/public-address.js";

describe("public addresses", () => {
  it.each(["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1"])(
    "lets %s pass",
    (ip) => {
      expect(isPublicAddress(ip)).toBe(true);
    },
  );

  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "::1.1.1.1",
    "64:ff9b::102:304",
    "64:ff9b:1::1",
    "2002:102:304::",
    "2001:0:1::",
    "2001:db8::1",
    "5f00::1",
    "100::1",
    "localhost",
    "",
  ])("holds %s back", (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it("never throws and never lets a private IPv4 through in any spelling inside IPv6", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rest) => {
        const [b, c, d] = [rest >> 16, (rest >> 8) & 255, rest & 255];
        expect(isPublicAddress(`10.${b}.${c}.${d}`)).toBe(false);
        expect(isPublicAddress(`::ffff:10.${b}.${c}.${d}`)).toBe(false);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void isPublicAddress(text)));
  });
});
