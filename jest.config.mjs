export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "^.+\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic" } },
        },
        module: { type: "es6" },
      },
    ],
  },
  // Each file leaves some of its modules behind; a worker that holds too many of them spends its time on them.
  workerIdleMemoryLimit: "1GB",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // Many waits of a busy machine fit into it; a wait of its own says what it waited for.
  testTimeout: 180_000,
};
