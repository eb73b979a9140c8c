import type { Json } from "./json.ts";

/** A history event without its time: all events of one step share one. Details are shaped as AWS's, payloads as JSON. */
export interface HistoryEvent {
  readonly id: number;
  readonly previous: number;
  readonly type: string;
  /** The frame it happened in; no part of AWS's history, but what brings variables back. */
  readonly frame: number;
  readonly details?: EventDetails;
}

/** Members of AWS's `…EventDetails`; `input` and `output` are JSON here and text on the wire. */
export interface EventDetails {
  readonly name?: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly assignedVariables?: Readonly<Record<string, Json>>;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly resource?: string;
  readonly resourceType?: string;
  readonly region?: string;
  readonly parameters?: Json;
  readonly timeoutInSeconds?: number | undefined;
  readonly heartbeatInSeconds?: number | undefined;
  readonly taskCredentials?: Json | undefined;
  readonly roleArn?: string;
  readonly length?: number;
  readonly index?: number;
  readonly state?: string;
  readonly location?: string;
  readonly mapRunArn?: string;
  readonly redriveCount?: number;
  readonly workerName?: string;
}
