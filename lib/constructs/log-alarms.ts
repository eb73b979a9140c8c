import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import type { FunctionFleet } from "./function-fleet.ts";

export interface LogAlarmsProps {
  readonly stage: Stage;
  readonly functions: FunctionFleet;
  readonly alarm: IAlarmAction;
}

interface Watched {
  /** What a function says in the field `alarm` of a log line. */
  readonly word: string;
  /** Who says it. */
  readonly by: readonly string[];
  /** How many within an hour ring. */
  readonly perHour: number;
  readonly because: string;
  readonly runbook: string;
}

const watched: readonly Watched[] = [
  {
    ...{ word: "complaint", by: ["outbound/sending-events", "intake/receive-email"], perHour: 1 },
    because: "Somebody marked a reply as spam.",
    runbook: "a-customer-complains",
  },
  {
    ...{ word: "over-cap", by: ["outbound/send-reply"], perHour: 10 },
    because: "Automatic replies were held back by the caps, as in a loop or a flood.",
    runbook: "replies-are-over-the-caps",
  },
];

/** Rings for what no queue or run shows as a failure: complaints (B4), and replies that the caps held back (L10). */
export class LogAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, functions, alarm }: LogAlarmsProps) {
    super(scope, id);
    for (const { word, by, perHour, because, runbook } of watched) {
      const name = { metricNamespace: `switchboard-${stage.name}`, metricName: word };
      for (const handler of by)
        new MetricFilter(this, `${word} ${handler}`.replace(/\W/g, "-"), {
          logGroup: functions.named(handler).logGroup,
          filterPattern: FilterPattern.stringValue("$.alarm", "=", word),
          ...name,
        });
      const metric = new Metric({
        namespace: name.metricNamespace,
        metricName: word,
        statistic: Stats.SUM,
        period: Duration.hours(1),
      });
      new Alarm(this, `${word}-alarm`, {
        alarmDescription: `${because} See docs/runbook.md#${runbook}`,
        metric,
        threshold: perHour,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(alarm);
    }
  }
}
