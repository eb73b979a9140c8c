import { SFNClient } from "@aws-sdk/client-sfn";
import { lean, leanSettings } from "./lean-client.ts";
import { once } from "./once.ts";

export const stepFunctions = once(() => lean(new SFNClient(leanSettings)));
