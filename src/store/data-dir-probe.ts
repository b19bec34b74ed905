import net from "node:net";

/** What a lock socket says of itself. */
export type LockState = "starting" | "held";

const ANSWER_MS = 3_000;

/**
 * Asks a lock socket for its state. "dead": its process is gone; "gone": its name is. A living process that is
 * too busy to answer counts as holding.
 */
export function askState(socket: string): Promise<LockState | "dead" | "gone"> {
  return new Promise((resolve) => {
    let answer = "";
    const peer = net.connect(socket);
    peer.setTimeout(ANSWER_MS, () => finish("held"));
    peer.setEncoding("utf8");
    peer.on("data", (text: string) => (answer += text));
    peer.on("end", () => finish(answer === "starting" ? "starting" : "held"));
    peer.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") finish("dead");
      else if (error.code === "ENOENT") finish("gone");
      // Reset in mid-answer: it closed just now; asking again finds out.
      else if (error.code === "ECONNRESET") finish("starting");
      else finish("held");
    });

    function finish(state: LockState | "dead" | "gone"): void {
      peer.destroy();
      resolve(state);
    }
  });
}
