import { probeServer, type ServerFacts } from "../../../store/probe-server.js";
import { codeOf } from "../code-of.js";
import { broken, type Check, type Finding, type Problem } from "../finding.js";

const OLDEST = 13;

/** Whether the Postgres server is there, new enough, and lets us make our schemas and tables. */
export function databaseCheck(databaseUrl: string): Check {
  const look = async (): Promise<Finding> => {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl)) {
      return broken(
        "DATABASE_URL is no address.",
        "Write it as postgres://user:password@host:5432/name.",
      );
    }
    try {
      return judge(await probeServer(databaseUrl));
    } catch (error) {
      return unreachable(new URL(databaseUrl), codeOf(error));
    }
  };
  return { key: "database", name: "Database", limitMs: 20_000, look };
}

function judge(facts: ServerFacts): Finding {
  const { major, database, user, refused, foreignTables } = facts;
  const problems: Problem[] = [];
  if (major < OLDEST) {
    problems.push({ what: `It is Postgres ${major}.`, fix: `Use Postgres ${OLDEST} or newer.` });
  }
  if (refused === "42501") {
    problems.push({
      what: `The role ${user} may not create schemas and tables in ${database}.`,
      fix: `As an admin: grant create on database ${database} to ${user}; existing schemas must be its own.`,
    });
  } else if (refused === "25006") {
    problems.push({
      what: "The server takes no writes: it is a replica, or set to read-only.",
      fix: "Point DATABASE_URL at the primary server.",
    });
  } else if (refused !== null) {
    problems.push({
      what: `A table could not be made and used (SQLSTATE ${refused}).`,
      fix: "Look the code up in the server's log: disk, limits, or a half-made schema.",
    });
  }
  if (foreignTables > 0 && refused === null) {
    problems.push({
      what: `${foreignTables} of Fermata's tables belong to another role than ${user}.`,
      fix: "Use the role that made them, or: reassign owned by <that role> to this one.",
    });
  }
  const figures = { kind: "postgres", major, refused, foreignTables };
  if (problems.length > 0) return { state: "broken", problems, figures };
  return { state: "ok", says: `Postgres ${major}, ${database} as ${user}`, figures };
}

function unreachable(url: URL, code: string): Finding {
  const name = decodeURIComponent(url.pathname.slice(1)) || "(no name)";
  const figures = { kind: "postgres", code };
  if (code === "3D000") {
    return broken(
      `The server has no database ${name}.`,
      `Create it (createdb ${name}), or correct the name in DATABASE_URL.`,
      figures,
    );
  }
  if (code.startsWith("28")) {
    return broken(
      `The server does not let the user ${decodeURIComponent(url.username) || "(no name)"} in (${code}).`,
      "Correct user and password in DATABASE_URL, or the server's pg_hba.conf.",
      figures,
    );
  }
  return broken(
    `No Postgres answers at ${url.host} (${code}).`,
    "Start it or correct DATABASE_URL; leave DATABASE_URL out to use the embedded database.",
    figures,
  );
}
