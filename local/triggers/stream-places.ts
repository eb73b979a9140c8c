import type { Store } from "../store.ts";
import type { Places } from "./stream-mapping.ts";

const steps = ["CREATE TABLE stream_place (mapping TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT"];

/** Keeps the places of stream mappings in the store. */
export function openStreamPlaces(store: Store): Places {
  store.migrate("triggers", steps);
  return {
    read: async (mapping) => {
      const row = await store.read((tx) => tx.get("SELECT place FROM stream_place WHERE mapping = ?", mapping));
      return row === undefined ? undefined : Number(row["place"]);
    },
    write: (mapping, place) =>
      store.transact((tx) => {
        tx.run(
          "INSERT INTO stream_place VALUES (?1, ?2) ON CONFLICT (mapping) DO UPDATE SET place = ?2",
          mapping,
          place,
        );
      }),
  };
}
