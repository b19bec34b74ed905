import { type Kysely, sql } from "kysely";

/** The first tables: requests, runs, calls, inbox, outbox, artifacts, spend and the ledger. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create schema if not exists fermata`,
  `create table fermata.person (
    team text not null,
    id text not null,
    name text not null,
    tz text not null,
    is_bot boolean not null,
    is_guest boolean not null,
    is_stranger boolean not null,
    is_deactivated boolean not null,
    is_admin boolean not null,
    fetched_at timestamptz not null,
    primary key (team, id)
  )`,
  `create table fermata.request (
    id text primary key,
    team text not null,
    channel text not null,
    thread_ts text not null,
    message_ts text not null,
    user_id text not null,
    via text not null,
    is_dm boolean not null,
    text text not null,
    files text not null default '[]',
    parent_run_id text,
    received_at timestamptz not null,
    constraint request_once unique (team, channel, message_ts)
  )`,
  // token: the fencing token; lease_until uses the database's clock so that workers' clocks do not matter.
  `create table fermata.run (
    id text primary key,
    request_id text not null references fermata.request (id),
    team text not null,
    channel text not null,
    thread_ts text not null,
    title text not null default '',
    status text not null default 'queued',
    end_reason text,
    end_detail text not null default '',
    graph_version text not null,
    token bigint not null default 0,
    lease_until timestamptz,
    attempts int not null default 0,
    next_try_at timestamptz,
    stop_by text,
    stop_at timestamptz,
    cap_usd double precision not null,
    spent_usd double precision not null default 0,
    reserved_usd double precision not null default 0,
    work_ms bigint not null default 0,
    result_artifact_id text,
    input text,
    created_at timestamptz not null,
    ended_at timestamptz
  ) with (fillfactor = 70)`,
  `create index run_live on fermata.run (status, lease_until) where status in ('queued', 'running', 'waiting')`,
  `create index run_thread on fermata.run (team, channel, thread_ts, created_at desc)`,
  `create table fermata.note (
    id text primary key,
    run_id text not null references fermata.run (id),
    message_ts text not null,
    user_id text not null,
    user_name text not null,
    text text not null,
    at timestamptz not null,
    taken_at timestamptz
  )`,
  // By digest: an index entry holds 2,700 bytes, a message more.
  `create unique index note_once on fermata.note (run_id, message_ts, md5(text))`,
  `create table fermata.task (
    run_id text not null references fermata.run (id),
    id text not null,
    position int not null,
    title text not null,
    state text not null,
    note text not null default '',
    primary key (run_id, id)
  )`,
  // body is a string on purpose: nothing that came from outside is ever revived into an object.
  `create table fermata.artifact (
    id text primary key,
    run_id text not null references fermata.run (id),
    key text not null,
    kind text not null,
    title text not null,
    body text not null,
    digest text not null,
    created_at timestamptz not null,
    constraint artifact_once unique (run_id, key)
  )`,
  `create table fermata.human_call (
    id text primary key,
    run_id text not null references fermata.run (id),
    task_id text,
    fn text not null,
    status text not null default 'open',
    args text not null,
    asked text not null,
    others text not null,
    channel text not null,
    thread_ts text not null,
    silence text not null,
    opened_at timestamptz not null,
    deadline_at timestamptz not null,
    remind_at timestamptz,
    reminded_at timestamptz,
    outcome text,
    decided_by text,
    decided_at timestamptz,
    taken_at timestamptz
  )`,
  `create index human_call_due on fermata.human_call (deadline_at) where status = 'open'`,
  `create index human_call_run on fermata.human_call (run_id)`,
  `create index human_call_untaken on fermata.human_call (run_id) where status <> 'open' and taken_at is null`,
  `create table fermata.inbox (
    id text primary key,
    dedupe_key text not null,
    team text not null,
    actor text not null,
    channel text not null,
    thread_ts text,
    body text not null,
    received_at timestamptz not null,
    handled_at timestamptz,
    attempts int not null default 0,
    constraint inbox_once unique (dedupe_key)
  )`,
  `create index inbox_open on fermata.inbox (received_at) where handled_at is null`,
  // version counts what should be seen, shown_version what Slack has; equal means nothing to do.
  `create table fermata.outbox (
    op_key text primary key,
    type text not null,
    run_id text,
    channel text not null,
    thread_ts text,
    content text not null,
    version int not null default 1,
    shown_version int not null default 0,
    ts text,
    state text not null default 'due',
    attempts int not null default 0,
    next_at timestamptz not null default '-infinity',
    lease_until timestamptz,
    unknown_outcome boolean not null default false,
    last_error text,
    seq bigint generated always as identity,
    created_at timestamptz not null default now()
  ) with (fillfactor = 70)`,
  `create index outbox_due on fermata.outbox (seq) where state = 'due'`,
  `create index outbox_run on fermata.outbox (run_id)`,
  // response holds the finished answer, so that a step that runs again after a crash does not ask twice.
  `create table fermata.model_call (
    run_id text not null references fermata.run (id),
    key text not null,
    role text not null,
    model text not null,
    state text not null,
    reserved_usd double precision not null,
    cost_usd double precision not null default 0,
    cost_is_upper_bound boolean not null default false,
    input_tokens int not null default 0,
    output_tokens int not null default 0,
    response text,
    at timestamptz not null,
    primary key (run_id, key)
  )`,
  `create table fermata.spend_day (
    day date primary key,
    spent_usd double precision not null default 0,
    reserved_usd double precision not null default 0
  )`,
  `create table fermata.ledger (
    chain text not null,
    seq int not null,
    kind text not null,
    key text not null,
    actor text,
    at timestamptz not null,
    data text not null,
    prev_hash text not null,
    hash text not null,
    primary key (chain, seq),
    constraint ledger_once unique (chain, key)
  )`,
  `create table fermata.ledger_head (
    chain text primary key,
    seq int not null,
    hash text not null
  )`,
  // What a workspace turned out to refuse, e.g. a block type; remembered so that it is asked only once.
  `create table fermata.surface (
    team text not null,
    what text not null,
    refused_at timestamptz not null,
    primary key (team, what)
  )`,
];
