import { arnOf, home } from "../services/service.ts";
import type { Started } from "./resource-type.ts";

/** A type that does nothing on one machine. */
export interface NoEffect {
  /** Why, in words for `npm start --explain`. */
  readonly reason: string;
  /** The property that names it, if the template may. */
  readonly name?: string;
  /** What others that refer to it are told. */
  stand(name: string): Started;
}

const access = "nobody else reaches this machine's services, so there is no access to grant";
const roles = "nothing is to be started: what a function's role allows is looked up when the function asks for it";
const watching = "metrics stay on the machine; nothing watches them here";
const logs = "logs are files in the data folder";

const edge = "there is nothing between this machine and whoever reads its pages: the API gives the console, too";

const plain = (reason: string, name?: string): NoEffect => ({
  reason,
  ...(name !== undefined && { name }),
  stand: (named) => ({ ref: named, attributes: {} }),
});
const withArn = (reason: string, arn: (name: string) => string, name?: string): NoEffect => ({
  reason,
  ...(name !== undefined && { name }),
  stand: (named) => ({ ref: named, attributes: { Arn: arn(named) } }),
});
const iam = (kind: string) => (name: string) => `arn:${home.partition}:iam::${home.account}:${kind}/${name}`;

/** Every type without local effect. What is neither here nor among the starters is refused. */
export const noEffect: Readonly<Record<string, NoEffect>> = {
  "AWS::IAM::Role": {
    ...withArn(roles, iam("role"), "RoleName"),
    stand: (name) => ({ ref: name, attributes: { Arn: iam("role")(name), RoleId: name } }),
  },
  "AWS::IAM::Policy": plain(roles),
  "AWS::IAM::ManagedPolicy": { ...plain(roles), stand: (name) => ({ ref: iam("policy")(name), attributes: {} }) },
  "AWS::Lambda::Permission": plain(access),
  "AWS::Lambda::LayerVersion": {
    ...plain("only providers of custom resources use it, and those are interpreted here"),
    stand: (name) => ({ ref: arnOf("lambda", `layer:${name}:1`), attributes: {} }),
  },
  "AWS::SQS::QueuePolicy": plain(access),
  "AWS::SNS::TopicPolicy": plain(access),
  "AWS::S3::BucketPolicy": plain(access),
  "AWS::Events::EventBusPolicy": plain(access),
  "AWS::Logs::ResourcePolicy": plain(access),
  "AWS::KMS::Key": {
    ...withArn("the data folder is as safe as the disk it lies on", (name) => arnOf("kms", `key/${name}`)),
    stand: (name) => ({ ref: name, attributes: { Arn: arnOf("kms", `key/${name}`), KeyId: name } }),
  },
  "AWS::KMS::Alias": plain("the data folder is as safe as the disk it lies on", "AliasName"),
  "AWS::Logs::LogGroup": withArn(logs, (name) => `${arnOf("logs", `log-group:${name}`)}:*`, "LogGroupName"),
  "AWS::Logs::MetricFilter": plain(watching),
  "AWS::Logs::QueryDefinition": plain(watching),
  "Custom::LogRetention": { ...plain(logs), stand: (name) => ({ ref: name, attributes: { LogGroupName: name } }) },
  "AWS::CloudWatch::Alarm": withArn(watching, (name) => arnOf("cloudwatch", `alarm:${name}`), "AlarmName"),
  "AWS::CloudWatch::CompositeAlarm": withArn(watching, (name) => arnOf("cloudwatch", `alarm:${name}`), "AlarmName"),
  "AWS::CloudWatch::Dashboard": plain(watching, "DashboardName"),
  "AWS::XRay::Group": plain(watching),
  "AWS::ApplicationInsights::Application": plain(watching),
  "AWS::CDK::Metadata": plain("tells AWS which constructs were used"),
  "AWS::CloudFormation::WaitConditionHandle": plain("gives CloudFormation something to deploy"),
  "AWS::Backup::BackupVault": plain("copy the data folder to back it up"),
  "AWS::Backup::BackupPlan": plain("copy the data folder to back it up"),
  "AWS::Backup::BackupSelection": plain("copy the data folder to back it up"),
  "AWS::Budgets::Budget": plain("nothing here costs money at AWS"),
  "AWS::CloudFront::OriginAccessControl": plain(edge),
  "AWS::CloudFront::ResponseHeadersPolicy": plain(edge),
  "AWS::CloudFront::CachePolicy": plain(edge),
  "AWS::CloudFront::OriginRequestPolicy": plain(edge),
  "AWS::CloudFront::Function": plain(edge),
  "AWS::WAFv2::WebACL": withArn("the console is reachable from this machine only", (name) => arnOf("wafv2", name)),
  "AWS::WAFv2::WebACLAssociation": plain("the console is reachable from this machine only"),
  "Custom::S3AutoDeleteObjects": plain("deleting the data folder deletes its objects"),
  "AWS::Cognito::UserPoolUICustomization": plain("the local sign-in shows no page of Cognito's"),
};
