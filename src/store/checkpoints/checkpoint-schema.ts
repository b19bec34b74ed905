/** The database schema that holds LangGraph's checkpoint tables. */
export const CHECKPOINT_SCHEMA = "langgraph";

/** Ours beside them: runs at rest, each one row. Rows that stay among rows that go would keep their pages. */
export const PACKED_TABLE = `${CHECKPOINT_SCHEMA}.packed`;
