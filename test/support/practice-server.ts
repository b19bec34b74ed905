import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPractice } from "../../playground/practice/create-practice.js";

/** The practice model on a port of its own, which a test can make wait. */
export interface PracticeServer {
  baseUrl: string;
  /** Answers of this role wait until they are released; `reached` comes when the first one waits. */
  hold(role: string): { reached: Promise<void>; release: () => void };
  stop(): Promise<void>;
}

/** Starts the practice model on a free port. */
export async function startPracticeServer(): Promise<PracticeServer> {
  const gates = new Map<string, { reach: () => void; open: Promise<void> }>();
  const before = async (role: string): Promise<void> => {
    gates.get(role)?.reach();
    await gates.get(role)?.open;
  };
  const practice = createPractice({ before });
  const server = createServer((request, response) => void practice.handle(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    hold(role) {
      let reach = (): void => undefined;
      let open = (): void => undefined;
      const reached = new Promise<void>((resolve) => (reach = resolve));
      gates.set(role, { reach, open: new Promise((resolve) => (open = resolve)) });
      const release = (): void => {
        gates.delete(role);
        open();
      };
      return { reached, release };
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
