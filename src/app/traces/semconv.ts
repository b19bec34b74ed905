/**
 * The names of spans and attributes, all in one place: OpenTelemetry's conventions for generative AI, which are still
 * in development, as they stand in the version named here, and names of our own where they have none.
 */
export const SEMCONV_VERSION = "1.41.0";

/** Where these conventions are described. */
export const SCHEMA_URL = `https://opentelemetry.io/schemas/${SEMCONV_VERSION}`;

/** Every attribute that a span may have; no value is ever a text that somebody wrote, or a model. */
export const attribute = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  workflow: "gen_ai.workflow.name",
  agent: "gen_ai.agent.name",
  conversation: "gen_ai.conversation.id",
  requestModel: "gen_ai.request.model",
  maxTokens: "gen_ai.request.max_tokens",
  outputType: "gen_ai.output.type",
  responseModel: "gen_ai.response.model",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  tool: "gen_ai.tool.name",
  toolType: "gen_ai.tool.type",
  error: "error.type",
  graphVersion: "fermata.graph.version",
  attempt: "fermata.run.attempt",
  runStatus: "fermata.run.status",
  callId: "fermata.call.id",
  callFunction: "fermata.call.function",
  callStatus: "fermata.call.status",
  callVerb: "fermata.call.verb",
  callWaitedMs: "fermata.call.waited_ms",
} as const;

/** What a span is about, as the conventions call it. */
export const operation = {
  workflow: "invoke_workflow",
  agent: "invoke_agent",
  chat: "chat",
  tool: "execute_tool",
} as const;

/** The spans of questions to people, for which there is no convention. */
export const callSpan = { opened: "fermata.call.opened", ended: "fermata.call.ended" } as const;

/** Any server that speaks OpenAI's protocol; which one it is, its address would tell. */
export const PROVIDER = "openai";

/** The name of the one workflow. */
export const WORKFLOW = "request";
