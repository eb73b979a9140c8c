// Cognito user pools: the operations by which people are given accounts, as at AWS.
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html
import * as z from "zod";
import type { UserPools } from "../http/user-pools.ts";
import type { Account, Accounts } from "../people/accounts.ts";
import { lacksOf } from "../people/password-rules.ts";
import { AwsError } from "./aws-error.ts";
import { operation } from "./operation.ts";
import type { JsonObject, Operations } from "./service.ts";

const wording = { service: "cognito-idp", invalid: "InvalidParameterException" } as const;
const from = "endpoint";

const Pool = { UserPoolId: z.string() };
const User = { ...Pool, Username: z.string().trim().min(1).max(320) };
const Attributes = z.array(z.strictObject({ Name: z.enum(["email", "email_verified", "name"]), Value: z.string() }));
const MaxResults = z.int().min(1).max(60).default(60);

export interface CognitoOptions {
  readonly userPools: Pick<UserPools, "list">;
  readonly accounts: Accounts;
}

/** Sign-in is by address: the username of every account is its email address. */
export function cognitoOperations({ userPools, accounts }: CognitoOptions): Operations {
  const poolOf = (id: string) => {
    const pool = userPools.list().find((each) => each.id === id);
    if (!pool) throw new AwsError("ResourceNotFoundException", `User pool ${id} does not exist.`);
    return pool;
  };
  const accountOf = ({ UserPoolId, Username }: { UserPoolId: string; Username: string }): Account => {
    poolOf(UserPoolId);
    const account = accounts.named(Username) ?? accounts.withId(Username);
    if (account?.pool !== UserPoolId) throw new AwsError("UserNotFoundException", "User does not exist.");
    return account;
  };
  const mustBeGood = (poolId: string, password: string): void => {
    const { rules } = poolOf(poolId);
    const lacks = lacksOf(password, rules);
    if (lacks.length === 0) return;
    const why = lacks.map((lack) => (lack === "short" || lack === "long" ? "the right length" : `${lack} characters`));
    const message = `Password did not conform with policy: Password must have ${why.join(", ")}`;
    throw new AwsError("InvalidPasswordException", message);
  };
  const groupOf = (poolId: string, group: string): string => {
    if (!poolOf(poolId).groups.includes(group)) throw new AwsError("ResourceNotFoundException", "Group not found.");
    return group;
  };
  const simple = <Shape extends z.ZodRawShape>(
    name: string,
    shape: Shape,
    run: (input: z.output<z.ZodObject<Shape, z.core.$strict>>) => Promise<JsonObject>,
  ) => ({ [name]: operation(wording, name, shape, run) });

  return {
    ...simple("ListUserPools", { MaxResults, NextToken: z.string().optional() }, async () => ({
      UserPools: userPools.list().map(({ id, name }) => ({ Id: id, Name: name })),
    })),
    ...simple("DescribeUserPool", Pool, async ({ UserPoolId }) => {
      const { id, name, rules } = poolOf(UserPoolId);
      return { UserPool: { Id: id, Name: name, Policies: { PasswordPolicy: { ...rules } } } };
    }),
    ...simple(
      "AdminCreateUser",
      {
        ...User,
        TemporaryPassword: z.string(),
        UserAttributes: Attributes.default([]),
        MessageAction: z.literal("SUPPRESS"),
      },
      async ({ UserPoolId, Username, TemporaryPassword, UserAttributes }) => {
        const given = (name: string) => UserAttributes.find((each) => each.Name === name)?.Value;
        const email = z.email().safeParse((given("email") ?? Username).trim());
        if (!email.success) throw new AwsError("InvalidParameterException", "Username should be an email.");
        if (accounts.named(email.data)) throw new AwsError("UsernameExistsException", "User account already exists");
        mustBeGood(UserPoolId, TemporaryPassword);
        const name = given("name")?.trim() || email.data;
        return {
          User: view(await accounts.make({ pool: UserPoolId, email: email.data, name }, TemporaryPassword, from)),
        };
      },
    ),
    ...simple("AdminGetUser", User, async (input) => {
      const { Attributes: attributes, ...user } = view(accountOf(input));
      return { ...user, UserAttributes: attributes ?? [] };
    }),
    ...simple("ListUsers", { ...Pool, Limit: MaxResults, PaginationToken: z.string().optional() }, async (input) => {
      const all = accounts.all(poolOf(input.UserPoolId).id);
      const first = Number(input.PaginationToken ?? 0);
      const until = first + input.Limit;
      const more: JsonObject = until < all.length ? { PaginationToken: String(until) } : {};
      return { Users: all.slice(first, until).map(view), ...more };
    }),
    ...simple(
      "AdminSetUserPassword",
      { ...User, Password: z.string(), Permanent: z.boolean().default(false) },
      async (input) => {
        mustBeGood(input.UserPoolId, input.Password);
        await accounts.setPassword(accountOf(input).email, input.Password, !input.Permanent, from);
        return {};
      },
    ),
    ...simple("AdminDisableUser", User, async (input) => {
      await accounts.change(accountOf(input).email, { enabled: false }, "disabled", from);
      return {};
    }),
    ...simple("AdminEnableUser", User, async (input) => {
      await accounts.change(accountOf(input).email, { enabled: true }, "enabled", from);
      return {};
    }),
    ...simple("AdminDeleteUser", User, async (input) => {
      await accounts.remove(accountOf(input).email, from);
      return {};
    }),
    ...simple("AdminAddUserToGroup", { ...User, GroupName: z.string() }, async (input) => {
      const { email, groups } = accountOf(input);
      const wanted = [...new Set([...groups, groupOf(input.UserPoolId, input.GroupName)])];
      await accounts.change(email, { groups: wanted }, "groups changed", from);
      return {};
    }),
    ...simple("AdminRemoveUserFromGroup", { ...User, GroupName: z.string() }, async (input) => {
      const { email, groups } = accountOf(input);
      const group = groupOf(input.UserPoolId, input.GroupName);
      const wanted = groups.filter((each) => each !== group);
      await accounts.change(email, { groups: wanted }, "groups changed", from);
      return {};
    }),
    ...simple("AdminListGroupsForUser", User, async (input) => ({
      Groups: accountOf(input).groups.map((GroupName) => ({ GroupName, UserPoolId: input.UserPoolId })),
    })),
    ...simple("AdminListUserAuthEvents", { ...User, MaxResults }, async ({ MaxResults: most, ...input }) => ({
      AuthEvents: (await accounts.notedOf(input.Username, most)).map(({ atMs, event, from: ip }) => ({
        ...{ EventType: event, CreationDate: atMs / 1000 },
        EventContextData: { IpAddress: ip },
      })),
    })),
  };
}

const view = ({ id, email, name, enabled, mustChange, createdMs, changedMs }: Account): JsonObject => ({
  Username: id,
  Attributes: [
    { Name: "sub", Value: id },
    { Name: "email", Value: email },
    { Name: "name", Value: name },
  ],
  Enabled: enabled,
  UserStatus: mustChange ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED",
  UserCreateDate: createdMs / 1000,
  UserLastModifiedDate: changedMs / 1000,
});
