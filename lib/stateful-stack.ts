import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { AccountRecovery, Mfa, UserPool, UserPoolGroup } from "aws-cdk-lib/aws-cognito";
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { rawPrefix } from "../functions/contracts/email.ts";
import { indexKeys, type TableName, tables } from "../functions/contracts/tables.ts";
import type { Stage } from "./stages.ts";

/** Everything that must survive a deployment: tables, buckets, secrets, people. The app stack may be torn down and rebuilt. */
export class StatefulStack extends Stack {
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly mail: Bucket;
  readonly knowledge: Bucket;
  readonly secrets: Readonly<Record<"model" | "signing" | "crm" | "chat" | "tools", Secret>>;
  readonly people: UserPool;
  readonly key: Key | undefined;
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, props: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: props.stage.protect });
    this.stage = props.stage;
    this.key = props.stage.customerKey ? this.customerKey() : undefined;
    this.tables = Object.fromEntries(
      (Object.keys(tables) as TableName[]).map((name) => [name, this.table(name)]),
    ) as Record<TableName, Table>;

    const accessLogs = this.bucket("AccessLogs", { lifecycleRules: [{ expiration: Duration.days(90) }] });
    // Raw emails are personal data: they leave after a year, as their rows do by TTL (S13).
    this.mail = this.bucket("Mail", {
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: "mail/",
      lifecycleRules: [
        { expiration: Duration.days(365) },
        { prefix: rawPrefix, noncurrentVersionExpiration: Duration.days(30) },
      ],
    });
    this.knowledge = this.bucket("Knowledge", {
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: "knowledge/",
      versioned: true,
    });
    // The native property rather than CDK's custom resource: no extra function may touch the bucket.
    (this.knowledge.node.defaultChild as CfnBucket).addPropertyOverride(
      "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled",
      true,
    );

    this.secrets = {
      model: this.secret(
        "model",
        "API key and base URL of an OpenAI-compatible provider: { openaiApiKey?, openaiBaseUrl? }",
        {},
        "unused",
      ),
      signing: this.secret("signing", "Key that signs reply addresses, headers and links: { key }", {}, "key"),
      tools: this.secret(
        "tools",
        "Key of the order service that tools ask, and its URL where the stage names none: { ordersKey?, ordersUrl?, allowPrivate? }",
        {},
        "unused",
      ),
      chat: this.secret(
        "chat",
        "Where the team's chat takes notices of tasks (a Slack-compatible webhook): { url? }",
        {},
        "key",
      ),
      crm: this.secret("crm", "Where log entries are pushed, and the key that signs them: { url?, key }", {}, "key"),
    };
    this.people = new UserPool(this, "People", {
      userPoolName: `switchboard-${props.stage.name}`,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: props.stage.protect,
      removalPolicy: this.removal(),
    });
    for (const group of ["agent", "lead", "admin", "auditor"])
      new UserPoolGroup(this, `Group-${group}`, { userPool: this.people, groupName: group });
  }

  // CDK's newer TableV2 cannot use a key of ours in a stack that names no region.
  private table(name: TableName): Table {
    const string = (key: string) => ({ name: key, type: AttributeType.STRING });
    const table = new Table(this, `Table-${name}`, {
      tableName: `switchboard-${this.stage.name}-${name}`,
      partitionKey: string("pk"),
      sortKey: string("sk"),
      timeToLiveAttribute: "expiresAt",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: this.stage.protect,
      removalPolicy: this.removal(),
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...(this.key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key }
        : { encryption: TableEncryption.DEFAULT }),
      ...(name === "log" && { stream: StreamViewType.NEW_IMAGE }),
    });
    for (const index of tables[name].indexes) {
      const { pk, sk } = indexKeys(index);
      table.addGlobalSecondaryIndex({ indexName: index, partitionKey: string(pk), sortKey: string(sk) });
    }
    return table;
  }

  private bucket(id: string, props: ConstructorParameters<typeof Bucket>[2] & object): Bucket {
    return new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: this.removal(),
      // S3 cannot deliver access logs into a bucket under a key of ours without granting its log service on it.
      ...(this.key && id !== "AccessLogs"
        ? { encryption: BucketEncryption.KMS, encryptionKey: this.key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      ...props,
    });
  }

  private secret(name: string, description: string, template: object, generateStringKey: string): Secret {
    return new Secret(this, `Secret-${name}`, {
      secretName: `switchboard/${this.stage.name}/${name}`,
      description,
      removalPolicy: this.removal(),
      generateSecretString: {
        secretStringTemplate: JSON.stringify(template),
        generateStringKey,
        passwordLength: 48,
        excludePunctuation: true,
      },
      ...(this.key && { encryptionKey: this.key }),
    });
  }

  private customerKey(): Key {
    const key = new Key(this, "Key", {
      description: `Data of Switchboard ${this.stage.name}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // SES writes raw emails into the bucket, SNS and EventBridge write into queues, alarms into their topic.
    for (const service of ["ses", "sns", "events", "cloudwatch"])
      key.grantEncryptDecrypt(
        new ServicePrincipal(`${service}.amazonaws.com`, {
          conditions: { StringEquals: { "aws:SourceAccount": this.account } },
        }),
      );
    return key;
  }

  private removal(): RemovalPolicy {
    return this.stage.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }
}
