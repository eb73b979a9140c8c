import { eachMessage } from "../platform/queue-batch.ts";
import { tellPeople } from "./tell-people.ts";

export const handler = (event: unknown) => eachMessage(event, ({ body }) => tellPeople(body));
