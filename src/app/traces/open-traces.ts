import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { FermataError } from "../../errors.js";
import { attribute, SCHEMA_URL } from "./semconv.js";
import type { Traces } from "./traces.js";

const STOP_MS = 2_000;

/** Sends spans to a collector, e.g. `http://127.0.0.1:4318`; loaded only when traces are switched on. */
export function openTraces(to: { endpoint: string; serviceName: string }): Traces {
  const exporter = new OTLPTraceExporter({ url: `${to.endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: nameOnly(to.serviceName),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer("fermata", undefined, { schemaUrl: SCHEMA_URL });
  // Of our own: nothing is registered globally, so that several houses can live in one process.
  const inside = new AsyncLocalStorage<Context>();
  return {
    async span(start, work) {
      const { name, attributes, isClient, links = [] } = start;
      const parent = inside.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(
        name,
        {
          kind: isClient ? SpanKind.CLIENT : SpanKind.INTERNAL,
          attributes: attributes as Attributes,
          links: links.flatMap(linkTo),
        },
        parent,
      );
      const open = {
        set: (more: typeof attributes) => void span.setAttributes(more as Attributes),
        traceparent: traceparentOf(span),
      };
      try {
        return await inside.run(trace.setSpan(parent, span), () => work(open));
      } catch (error) {
        span.setAttribute(attribute.error, typeOf(error));
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      // A collector that is away loses spans; it holds up no shutdown.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}

/** A resource without the package that detects more about the machine than a trace of jobs needs. */
function nameOnly(serviceName: string) {
  const resource = {
    attributes: { "service.name": serviceName },
    merge: () => resource,
    getRawAttributes: () => Object.entries(resource.attributes) as [string, string][],
  };
  return resource;
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

function linkTo(traceparent: string): Link[] {
  const parts = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent);
  const [, traceId = "", spanId = "", flags = "00"] = parts ?? [];
  if (!parts) return [];
  return [{ context: { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } }];
}

/** The code or class, never the message, which may hold what people wrote. */
function typeOf(error: unknown): string {
  if (error instanceof FermataError) return error.code;
  return error instanceof Error ? error.name : "_OTHER";
}
