/**
 * Loaded before the program of a fault build: says what happens at a fault point. `FAULT_AT`, or a message
 * `{faultAt}` from the parent, is `<label>[:<n>[:<action>]]`, several with commas: at the n-th pass (1 by default, `*`
 * for each) the process kills itself (`kill`), stops itself (`stop`), throws (`throw`), stands still for 14 s
 * (`stall`), spins for ever (`spin`), or fills its memory (`oom`). A message `{shiftMs}` moves the wall clock.
 */
const passes = new Map();
let plans = [];
let shiftMs = 0;

function arm(text) {
  passes.clear();
  plans = text
    .split(",")
    .filter(Boolean)
    .map((one) => {
      const [label, n = "1", action = "kill"] = one.split(":");
      return { label, n, action };
    });
}

const actions = {
  kill: () => process.kill(process.pid, "SIGKILL"),
  stop: () => process.kill(process.pid, "SIGSTOP"),
  throw: (label) => {
    throw new Error(`A fault that was planned at ${label}.`);
  },
  spin: () => {
    for (;;);
  },
  // The loop stands still for longer than a lease, and goes on.
  stall: () => {
    // Without using a core up: on two of them, whoever should take over would be kept from it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 14_000);
  },
  oom: () => {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, n) => ({ n })));
  },
};

globalThis.__fault = (label) => {
  const pass = (passes.get(label) ?? 0) + 1;
  passes.set(label, pass);
  for (const plan of plans) {
    if (plan.label !== label || (plan.n !== "*" && Number(plan.n) !== pass)) continue;
    process.stderr.write(`fault: ${plan.action} at ${label}, pass ${pass}\n`);
    actions[plan.action](label);
  }
};

const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shiftMs);
    else super(...given);
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
};

arm(process.env.FAULT_AT ?? "");
process.on("message", (message) => {
  if (typeof message.faultAt === "string") arm(message.faultAt);
  if (typeof message.shiftMs === "number") shiftMs = message.shiftMs;
});
// Whoever started us is gone: nobody would ever end us.
process.on("disconnect", () => process.exit(1));
process.channel?.unref();
