import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { DescribeActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";
import { GetAccountCommand, GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { DescribeStateMachineAliasCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { tables } from "../../functions/contracts/tables.ts";
import type { Place } from "./place.ts";

/** One thing that must be so. `look` says in a few words what it found, or throws with what is wrong and what to do. */
export interface Check {
  readonly name: string;
  /** One machine has no such thing (DNS, quotas of an account). */
  readonly onlyOnAws?: true;
  readonly look: (place: Place) => Promise<string>;
}

const queues = ["mail", "events", "sending-events", "crm"];
const deadLetters = [...queues.map((name) => `${name}-dead-letters`), "unpublished-log"];

export const checks: readonly Check[] = [
  {
    name: "the desk's page is served",
    look: async ({ deskUrl }) => {
      const { status, headers } = await get(`${deskUrl}/`);
      if (status !== 200 || headers.get("content-type")?.includes("text/html") !== true)
        throw new Error(`${deskUrl}/ answered ${status}: see the log of the function desk/api`);
      return deskUrl;
    },
  },
  {
    name: "nobody gets in without signing in",
    look: async ({ deskUrl }) => {
      const { status } = await get(`${deskUrl}/api/tasks`);
      if (status !== 401)
        throw new Error(`${deskUrl}/api/tasks answered ${status} without a token and must answer 401`);
      return "401 without a token";
    },
  },
  {
    name: "people can sign in",
    onlyOnAws: true,
    look: async ({ deskUrl }) => {
      const response = await get(`${deskUrl}/config.json`);
      const found = /"authorizeUrl":"(?<url>https:[^"]+)"/.exec(await response.text())?.groups?.["url"];
      if (found === undefined) throw new Error(`${deskUrl}/config.json names no login page: deploy again`);
      return new URL(found).host;
    },
  },
  ...(["support", "event"] as const).map(
    (workflow): Check => ({
      name: `the ${workflow} workflow is released`,
      look: async ({ sfn, machineArn }) => {
        const stateMachineAliasArn = `${machineArn(workflow)}:live`;
        const { routingConfiguration } = await sfn.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
        const version = routingConfiguration?.[0]?.stateMachineVersionArn?.split(":").at(-1);
        if (version === undefined) throw new Error(`${stateMachineAliasArn} points at no version: deploy again`);
        return `live is version ${version}`;
      },
    }),
  ),
  ...(["support", "event"] as const).map(
    (workflow): Check => ({
      name: `no run of the ${workflow} workflow failed lately`,
      look: async ({ sfn, machineArn }) => {
        const { executions = [] } = await sfn.send(
          new ListExecutionsCommand({ stateMachineArn: machineArn(workflow), statusFilter: "FAILED", maxResults: 10 }),
        );
        const lately = executions.filter(
          ({ stopDate }) => stopDate !== undefined && stopDate.getTime() > Date.now() - day,
        );
        if (lately.length > 0)
          throw new Error(
            `${lately.length} failed within a day, last ${lately[0]?.name}: docs/runbook.md#a-run-failed`,
          );
        return "within a day";
      },
    }),
  ),
  {
    name: "every queue is there and hides messages long enough",
    look: async (place) => {
      const waits = await Promise.all(queues.map((name) => attribute(place, name, "VisibilityTimeout")));
      return queues.map((name, index) => `${name} ${waits[index]} s`).join(", ");
    },
  },
  {
    name: "no dead letters",
    look: async (place) => {
      const counts = await Promise.all(
        deadLetters.map((name) => attribute(place, name, "ApproximateNumberOfMessages")),
      );
      const full = deadLetters.filter((_, index) => counts[index] !== "0");
      if (full.length > 0)
        throw new Error(`messages lie in ${full.join(", ")}: docs/runbook.md says what to do with them`);
      return `${deadLetters.length} queues empty`;
    },
  },
  {
    name: "every table is active",
    look: async ({ dynamodb, stage }) => {
      const names = Object.keys(tables).map((name) => `switchboard-${stage.name}-${name}`);
      const states = await Promise.all(
        names.map(
          async (TableName) => (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus,
        ),
      );
      const asleep = names.filter((_, index) => states[index] !== "ACTIVE");
      if (asleep.length > 0) throw new Error(`not active: ${asleep.join(", ")}`);
      return `${names.length} tables`;
    },
  },
  {
    name: "every secret is there",
    look: async ({ secrets, stage }) => {
      const names = ["model", "signing", "crm"].map((name) => `switchboard/${stage.name}/${name}`);
      await Promise.all(names.map((SecretId) => secrets.send(new DescribeSecretCommand({ SecretId }))));
      return names.join(", ");
    },
  },
  {
    name: "email comes in by our receipt rule",
    look: async ({ ses, stage }) => {
      const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
      const expected = stage.shareRuleSet ?? `switchboard-${stage.name}`;
      if (Metadata?.Name !== expected)
        throw new Error(
          `the active rule set is '${Metadata?.Name ?? "none"}', not '${expected}': docs/deploy.md, step 6`,
        );
      const rule = Rules.find(({ Name }) => Name === `switchboard-${stage.name}`);
      if (rule?.Enabled !== true)
        throw new Error(`rule switchboard-${stage.name} is missing or disabled: deploy again`);
      return `${expected}, for ${rule.Recipients?.join(", ")}`;
    },
  },
  {
    name: "email may go out from our domain",
    onlyOnAws: true,
    look: async ({ sesv2, stage }) => {
      const identity = await sesv2.send(new GetEmailIdentityCommand({ EmailIdentity: stage.mailDomain }));
      if (identity.VerifiedForSendingStatus !== true)
        throw new Error(`${stage.mailDomain} is not verified: set its DKIM records, docs/deploy.md, step 4`);
      const mailFrom = identity.MailFromAttributes?.MailFromDomainStatus;
      if (mailFrom !== "SUCCESS")
        throw new Error(
          `MAIL FROM is '${mailFrom}': set MX and SPF of bounce.${stage.mailDomain}, docs/deploy.md, step 4`,
        );
      return stage.mailDomain;
    },
  },
  {
    name: "email may go to anybody",
    onlyOnAws: true,
    look: async ({ sesv2 }) => {
      const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await sesv2.send(new GetAccountCommand({}));
      if (SendingEnabled !== true) throw new Error("SES has paused sending for this account: see the SES console");
      if (ProductionAccessEnabled !== true)
        throw new Error("SES is still in its sandbox and sends to verified addresses only: docs/deploy.md, step 4");
      return `${SendQuota?.Max24HourSend} a day`;
    },
  },
];

const day = 24 * 3600 * 1000;

const get = (url: string): Promise<Response> => fetch(url, { redirect: "manual", signal: AbortSignal.timeout(20_000) });

async function attribute(
  { sqs, stage }: Place,
  name: string,
  attributeName: "VisibilityTimeout" | "ApproximateNumberOfMessages",
): Promise<string | undefined> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `switchboard-${stage.name}-${name}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [attributeName] }));
  return Attributes?.[attributeName];
}
