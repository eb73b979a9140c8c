/** DynamoDB's tables in the one store: numbered, append-only steps. */
export const migrations: readonly string[] = [
  `CREATE TABLE dynamo_tables (
     id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL) STRICT;
   CREATE TABLE dynamo_indexes (
     id INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (table_id, name)) STRICT;
   CREATE TABLE dynamo_items (
     id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
     item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER, UNIQUE (table_id, pk, sk)) STRICT;
   CREATE INDEX dynamo_expiring ON dynamo_items (expires) WHERE expires IS NOT NULL;
   CREATE TABLE dynamo_index_rows (
     index_id INTEGER NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL, table_pk BLOB NOT NULL, table_sk BLOB NOT NULL,
     item_id INTEGER NOT NULL, PRIMARY KEY (index_id, pk, sk, table_pk, table_sk)) STRICT, WITHOUT ROWID;
   CREATE TABLE dynamo_stream (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL, at_ms INTEGER NOT NULL,
     event TEXT NOT NULL, change TEXT NOT NULL, expired INTEGER NOT NULL) STRICT;
   CREATE INDEX dynamo_stream_of_table ON dynamo_stream (table_id, seq);
   CREATE INDEX dynamo_stream_age ON dynamo_stream (at_ms);
   CREATE TABLE dynamo_tokens (
     token TEXT PRIMARY KEY, request BLOB NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX dynamo_tokens_age ON dynamo_tokens (until_ms);`,
];
