// The tables of the engine. An execution's history is kept as one row per step: the events that happened together and
// what they do to its frames. There is no other copy of a running execution: it is brought back by reading its steps.

/** Numbered, append-only steps for `store.migrate("history", …)`. */
export const schema: readonly string[] = [
  `
  CREATE TABLE sfn_definition (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE sfn_machine (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role_arn TEXT NOT NULL, type TEXT NOT NULL,
    revision_id TEXT NOT NULL, hash TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL,
    last_version INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE sfn_version (
    machine INTEGER NOT NULL, number INTEGER NOT NULL, revision_id TEXT NOT NULL, hash TEXT NOT NULL,
    role_arn TEXT NOT NULL, description TEXT, created_ms INTEGER NOT NULL,
    PRIMARY KEY (machine, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sfn_alias (
    machine INTEGER NOT NULL, name TEXT NOT NULL, routes TEXT NOT NULL, description TEXT,
    created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL,
    PRIMARY KEY (machine, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sfn_execution (
    id INTEGER PRIMARY KEY, machine INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, role_arn TEXT NOT NULL,
    qualifier TEXT, alias TEXT, status TEXT NOT NULL, started_ms INTEGER NOT NULL, stopped_ms INTEGER,
    input TEXT NOT NULL, error TEXT, cause TEXT,
    -- When a parked execution must be looked at again: NULL while it is at work, 'never' as the largest integer.
    wake_ms INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX sfn_execution_name ON sfn_execution (machine, name);
  CREATE INDEX sfn_execution_running ON sfn_execution (wake_ms) WHERE status = 'RUNNING';
  CREATE INDEX sfn_execution_stopped ON sfn_execution (stopped_ms) WHERE stopped_ms IS NOT NULL;

  -- One row per step, only ever appended. An index beside it costs less than order in it: rows of many executions
  -- that are written together share their pages.
  CREATE TABLE sfn_history (id INTEGER PRIMARY KEY, execution INTEGER NOT NULL, first INTEGER NOT NULL,
    -- How many events it holds, from number first on: 0 of a heartbeat, -1 of a step that no history shows.
    events INTEGER NOT NULL, at_ms INTEGER NOT NULL, step TEXT NOT NULL) STRICT;
  CREATE INDEX sfn_history_order ON sfn_history (execution, first);

  -- Status changes that were not yet taken by their listener.
  CREATE TABLE sfn_status_change (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE sfn_activity (arn TEXT PRIMARY KEY, name TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT;

  -- Tasks that no worker has asked for yet; those of executions that ended are dropped when they are met.
  CREATE TABLE sfn_activity_task (id INTEGER PRIMARY KEY, activity TEXT NOT NULL, execution INTEGER NOT NULL,
    frame INTEGER NOT NULL, attempt INTEGER NOT NULL, secret TEXT NOT NULL, input TEXT NOT NULL) STRICT;
  CREATE INDEX sfn_activity_task_order ON sfn_activity_task (activity, id);
  CREATE INDEX sfn_activity_task_attempt ON sfn_activity_task (execution, frame, attempt);
  `,
  `
  ALTER TABLE sfn_execution ADD COLUMN redrives INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sfn_execution ADD COLUMN redriven_ms INTEGER;
  ALTER TABLE sfn_execution ADD COLUMN redrive_token TEXT;

  -- Which execution a Map run belongs to; all else is in its history.
  CREATE TABLE sfn_map_run (id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, execution INTEGER NOT NULL) STRICT;
  CREATE INDEX sfn_map_run_execution ON sfn_map_run (execution);
  `,
];
