import * as z from "zod";
import { PasswordRules } from "../../people/password-rules.ts";
import { flag, typedResource } from "../typed-resource.ts";

const onePerson = "the person at this machine is signed in; a desk that listens wider has accounts of its own kind";
const noSecondFactor =
  "sign-in here is by password alone; put a proxy that asks for more before a desk that others reach";

export const userPool = typedResource({
  properties: z.object({
    UserPoolName: z.string().optional(),
    Policies: z.object({ PasswordPolicy: PasswordRules.optional() }).optional(),
  }),
  harmless: {
    AccountRecoverySetting: onePerson,
    AdminCreateUserConfig: onePerson,
    AutoVerifiedAttributes: onePerson,
    DeletionProtection: "the pool goes with the data folder",
    DeviceConfiguration: onePerson,
    EmailConfiguration: onePerson,
    EmailVerificationMessage: onePerson,
    EmailVerificationSubject: onePerson,
    EnabledMfas: noSecondFactor,
    MfaConfiguration: noSecondFactor,
    "Policies.PasswordPolicy.PasswordHistorySize": "a new password must differ from the last one only",
    "Policies.PasswordPolicy.TemporaryPasswordValidityDays": "a temporary password is good until it is changed",
    "Policies.SignInPolicy": onePerson,
    Schema: onePerson,
    SmsConfiguration: onePerson,
    SmsVerificationMessage: onePerson,
    UserAttributeUpdateSettings: onePerson,
    UserPoolAddOns: onePerson,
    UserPoolTags: "tags name and count things for AWS's bill",
    UserPoolTier: onePerson,
    UsernameAttributes: onePerson,
    UsernameConfiguration: onePerson,
    VerificationMessageTemplate: onePerson,
  },
  start: async ({ UserPoolName, Policies }, { generatedName }, { userPools }) => {
    const { id, arn, issuer } = userPools.createPool(UserPoolName ?? generatedName, Policies?.PasswordPolicy);
    const provider = issuer.replace("https://", "");
    return { ref: id, attributes: { Arn: arn, UserPoolId: id, ProviderName: provider, ProviderURL: issuer } };
  },
});

export const userPoolClient = typedResource({
  properties: z.object({
    UserPoolId: z.string(),
    ClientName: z.string().optional(),
    CallbackURLs: z.array(z.string()).default([]),
    LogoutURLs: z.array(z.string()).default([]),
    GenerateSecret: flag.default(false),
  }),
  harmless: {
    AllowedOAuthFlows: "the code flow with PKCE is the only one here",
    AllowedOAuthFlowsUserPoolClient: "the code flow with PKCE is the only one here",
    AllowedOAuthScopes: onePerson,
    AccessTokenValidity: onePerson,
    AuthSessionValidity: onePerson,
    EnableTokenRevocation: onePerson,
    ExplicitAuthFlows: onePerson,
    IdTokenValidity: onePerson,
    PreventUserExistenceErrors: onePerson,
    ReadAttributes: onePerson,
    RefreshTokenValidity: onePerson,
    SupportedIdentityProviders: onePerson,
    TokenValidityUnits: onePerson,
    WriteAttributes: onePerson,
  },
  start: async ({ UserPoolId, ClientName, CallbackURLs, LogoutURLs, GenerateSecret }, { logicalId }, { userPools }) => {
    if (GenerateSecret) throw new Error("clients with a secret are not known here; the console is a public client");
    const { id } = userPools.createClient(UserPoolId, ClientName ?? logicalId, CallbackURLs, LogoutURLs);
    return { ref: id, attributes: { ClientId: id } };
  },
});

export const userPoolDomain = typedResource({
  properties: z.object({ UserPoolId: z.string(), Domain: z.string() }),
  harmless: {
    CustomDomainConfig: "the local sign-in is at the console's own address",
    ManagedLoginVersion: "the local sign-in shows no page of Cognito's",
  },
  start: async ({ Domain }, _, { addresses, publicUrl }) => {
    addresses.set(`https://${Domain}.auth.us-east-1.amazoncognito.com`, publicUrl());
    return { ref: Domain, attributes: { CloudFrontDistribution: "" } };
  },
});

export const userPoolGroup = typedResource({
  properties: z.object({ UserPoolId: z.string(), GroupName: z.string() }),
  harmless: { Description: "words for people", Precedence: onePerson, RoleArn: onePerson },
  start: async ({ UserPoolId, GroupName }, _, { userPools }) => {
    userPools.createGroup(UserPoolId, GroupName);
    return { ref: GroupName, attributes: {} };
  },
});
