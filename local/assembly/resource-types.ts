import type { ResourceTypes } from "./plan.ts";
import type { Rooms } from "./rooms.ts";
import * as compute from "./types/compute.ts";
import { customResource, parameter } from "./types/custom.ts";
import { globalTable, table } from "./types/dynamodb.ts";
import { eventSourceMapping } from "./types/event-sources.ts";
import * as http from "./types/http.ts";
import * as mail from "./types/mail.ts";
import * as messaging from "./types/messaging.ts";
import * as people from "./types/people.ts";
import * as storage from "./types/storage.ts";
import * as workflows from "./types/workflows.ts";

/** Every CloudFormation type that does something on one machine, and what starts it. */
export const resourceTypes: ResourceTypes<Rooms> = {
  byName: {
    "AWS::ApiGatewayV2::Api": http.api,
    "AWS::ApiGatewayV2::Authorizer": http.authorizer,
    "AWS::ApiGatewayV2::Integration": http.integration,
    "AWS::ApiGatewayV2::Route": http.route,
    "AWS::ApiGatewayV2::Stage": http.stage,
    "AWS::CloudFront::Distribution": http.distribution,
    "AWS::Cognito::UserPool": people.userPool,
    "AWS::Cognito::UserPoolClient": people.userPoolClient,
    "AWS::Cognito::UserPoolDomain": people.userPoolDomain,
    "AWS::Cognito::UserPoolGroup": people.userPoolGroup,
    "AWS::DynamoDB::GlobalTable": globalTable,
    "AWS::DynamoDB::Table": table,
    "AWS::Events::EventBus": messaging.eventBus,
    "AWS::Events::Rule": messaging.rule,
    "AWS::Lambda::Alias": compute.lambdaAlias,
    "AWS::Lambda::EventInvokeConfig": compute.eventInvokeConfig,
    "AWS::Lambda::EventSourceMapping": eventSourceMapping,
    "AWS::Lambda::Function": compute.lambdaFunction,
    "AWS::Lambda::Version": compute.lambdaVersion,
    "AWS::S3::Bucket": storage.bucket,
    "AWS::SES::ConfigurationSet": mail.configurationSet,
    "AWS::SES::ConfigurationSetEventDestination": mail.eventDestination,
    "AWS::SES::EmailIdentity": mail.emailIdentity,
    "AWS::SES::ReceiptRule": mail.receiptRule,
    "AWS::SES::ReceiptRuleSet": mail.receiptRuleSet,
    "AWS::SNS::Subscription": messaging.subscription,
    "AWS::SNS::Topic": messaging.topic,
    "AWS::SQS::Queue": messaging.queue,
    "AWS::SSM::Parameter": parameter,
    "AWS::Scheduler::Schedule": messaging.schedule,
    "AWS::SecretsManager::Secret": storage.secret,
    "AWS::StepFunctions::StateMachine": workflows.stateMachine,
    "AWS::StepFunctions::StateMachineAlias": workflows.stateMachineAlias,
    "AWS::StepFunctions::StateMachineVersion": workflows.stateMachineVersion,
    "Custom::CDKBucketDeployment": storage.bucketDeployment,
    "Custom::S3BucketNotifications": storage.bucketNotifications,
  },
  customResource,
};
