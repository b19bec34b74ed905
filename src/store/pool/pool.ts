import type { CustomTypesConfig, FieldDef } from "pg";

/** One statement; `rowMode: "array"` gives rows as arrays, `types` overrides the pool's type table. */
export interface QueryConfig {
  text: string;
  values?: readonly unknown[];
  rowMode?: "array";
  name?: string;
  types?: CustomTypesConfig;
}

/** What a statement gave: `rowCount` counts affected rows for writes, `command` is the server's tag. */
export interface QueryResult<Row = unknown> {
  rows: Row[];
  rowCount: number | null;
  command: string;
  fields: FieldDef[];
}

/** A message sent by NOTIFY. */
export interface Notification {
  channel: string;
  payload?: string;
  processId?: number;
}

/** Whatever runs one statement: a pool, or a client taken from it. */
export interface Queryable {
  query<Row = unknown>(
    statement: string | QueryConfig,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>>;
}

/** A client taken from the pool; it hears the notifications of the channels it listens to. */
export interface PoolClient extends Queryable {
  on(event: "notification", listener: (message: Notification) => void): this;
  on(event: "error", listener: (error: Error) => void): this;
  on(event: "end", listener: () => void): this;
  removeListener(event: string, listener: (...values: never[]) => void): this;
  removeAllListeners(event?: string): this;
  /** Gives the client back; with an error or `true` its connection, and any open transaction, is thrown away. */
  release(broken?: Error | boolean): void;
}

/**
 * The seam between this code and the database: the part of pg.Pool that Kysely, BullMQ and the
 * checkpointer use. A server and the embedded database both look like this.
 */
export interface Pool extends Queryable {
  readonly options: { readonly keepAlive: boolean; readonly max: number };
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): this;
  on(event: "connect", listener: (client: PoolClient) => void): this;
  removeListener(event: string, listener: (...values: never[]) => void): this;
  removeAllListeners(event?: string): this;
}
