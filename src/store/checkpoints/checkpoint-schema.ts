/** The database schema that holds LangGraph's checkpoint tables. */
export const CHECKPOINT_SCHEMA = "langgraph";
