import type { attribute } from "./semconv.js";

/** Attributes by their names in the conventions; undefined ones are left out. */
export type SpanAttributes = Partial<
  Record<(typeof attribute)[keyof typeof attribute], string | number | undefined>
>;

/** A span under way. */
export interface OpenSpan {
  set(attributes: SpanAttributes): void;
  /** Where another process can link to it, as a W3C traceparent. */
  traceparent: string;
}

/** How a span begins. */
export interface SpanStart {
  name: string;
  attributes: SpanAttributes;
  /** It leaves the process, such as a call to a model. */
  isClient?: boolean;
  /** Spans of earlier processes that it goes on from, as traceparents: it is linked to them, never their child. */
  links?: readonly string[];
}

/** Where spans come together; a span opened inside the work of another is its child. */
export interface Traces {
  /** Runs the work as a span; what it throws is noted by class or code and goes on. */
  span<T>(start: SpanStart, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** Sends what is left, within two seconds. */
  stop(): Promise<void>;
}
