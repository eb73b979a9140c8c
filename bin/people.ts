// Who may sign in at a desk that listens on more than loopback: `npm run people -- COMMAND [--aws PORT]`. Speaks Cognito's own
// operations to a running Switchboard, so whatever it does can be done with the AWS CLI, too.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import * as z from "zod";
import { generatePassword } from "../local/services/password.ts";

const help = `npm run people -- COMMAND [--aws PORT]      Switchboard must be running; PORT is its AWS endpoint's (4566)

  list                                      who has an account
  add EMAIL [--name NAME] [--role ROLE]…    makes one (agent, lead, admin, auditor) and prints its first password
  roles EMAIL [--role ROLE]…                gives these roles and no others
  password EMAIL                            a new first password, when somebody forgot theirs
  disable EMAIL | enable EMAIL              ends what they have open, and lets them in no more | again
  remove EMAIL                              forgets the account
  log EMAIL                                 what was done to it and with it, newest first`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    aws: { type: "string", default: process.env["SWITCHBOARD_AWS_PORT"] ?? "4566" },
    name: { type: "string" },
    role: { type: "string", multiple: true, default: [] },
    help: { type: "boolean", default: false },
  },
});

const Failure = z.object({ __type: z.string(), message: z.string().default("") });
const Pools = z.object({ UserPools: z.array(z.object({ Id: z.string() })) });
const Users = z.object({
  Users: z.array(
    z.object({
      Attributes: z.array(z.object({ Name: z.string(), Value: z.string() })),
      Enabled: z.boolean(),
      UserStatus: z.string(),
    }),
  ),
});
const Groups = z.object({ Groups: z.array(z.object({ GroupName: z.string() })) });
const Events = z.object({
  AuthEvents: z.array(
    z.object({
      EventType: z.string(),
      CreationDate: z.number(),
      EventContextData: z.object({ IpAddress: z.string() }),
    }),
  ),
});

async function ask(operation: string, input: object): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${values.aws}/`, {
    method: "POST",
    headers: {
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      "content-type": "application/x-amz-json-1.1",
    },
    body: JSON.stringify(input),
  }).catch((cause: unknown) => {
    throw new Error(`No Switchboard answers at port ${values.aws}: start it, or say its AWS port with --aws PORT.`, {
      cause,
    });
  });
  const body: unknown = await answer.json();
  if (answer.ok) return body;
  const failure = Failure.parse(body);
  throw new Error(`${failure.message || failure.__type}`);
}

const poolId = async (): Promise<string> => {
  const [pool] = Pools.parse(await ask("ListUserPools", { MaxResults: 1 })).UserPools;
  if (pool === undefined) throw new Error("This Switchboard has no user pool.");
  return pool.Id;
};

/** Good for the first sign-in, which asks for another. */
const firstPassword = (): string =>
  generatePassword({ PasswordLength: 16, ExcludeCharacters: "\"'`\\$&<>0OoIl1|" }, (below) => randomInt(below));

async function setRoles(user: object, wanted: readonly string[]): Promise<void> {
  const now = Groups.parse(await ask("AdminListGroupsForUser", user)).Groups.map(({ GroupName }) => GroupName);
  for (const GroupName of wanted.filter((role) => !now.includes(role)))
    await ask("AdminAddUserToGroup", { ...user, GroupName });
  for (const GroupName of now.filter((role) => !wanted.includes(role)))
    await ask("AdminRemoveUserFromGroup", { ...user, GroupName });
}

type Command = (user: { readonly UserPoolId: string; readonly Username: string }) => Promise<string>;
const isDone =
  (operation: string, words: string): Command =>
  async (user) => {
    await ask(operation, user);
    return `${user.Username} ${words}.`;
  };

const commands: Readonly<Record<string, Command>> = {
  add: async (user) => {
    const password = firstPassword();
    await ask("AdminCreateUser", {
      ...user,
      ...{ TemporaryPassword: password, MessageAction: "SUPPRESS" },
      UserAttributes: [
        { Name: "email", Value: user.Username },
        { Name: "name", Value: values.name ?? user.Username.split("@")[0] ?? user.Username },
      ],
    });
    const roles = values.role.length > 0 ? values.role : ["agent"];
    // A role that does not exist must not leave an account behind that nobody wanted so.
    await setRoles(user, roles).catch(async (error: unknown) => {
      await ask("AdminDeleteUser", user);
      throw error;
    });
    return `${user.Username} may sign in as ${roles.join(", ")}. First password, to be changed at once: ${password}`;
  },
  roles: async (user) => {
    await setRoles(user, values.role);
    return `${user.Username} is ${values.role.join(", ") || "without a role, and may see nothing"}.`;
  },
  password: async (user) => {
    const password = firstPassword();
    await ask("AdminSetUserPassword", { ...user, Password: password, Permanent: false });
    return `${user.Username} signs in with ${password}, to be changed at once. What they had open has ended.`;
  },
  disable: isDone("AdminDisableUser", "can no longer sign in; what they had open has ended"),
  enable: isDone("AdminEnableUser", "can sign in again"),
  remove: isDone("AdminDeleteUser", "has no account any more"),
  log: async (user) =>
    Events.parse(await ask("AdminListUserAuthEvents", { ...user, MaxResults: 60 }))
      .AuthEvents.map(
        ({ EventType, CreationDate, EventContextData }) =>
          `${new Date(CreationDate * 1000).toISOString()}  ${EventType}  (${EventContextData.IpAddress})`,
      )
      .join("\n"),
};

async function list(UserPoolId: string): Promise<string> {
  const { Users: users } = Users.parse(await ask("ListUsers", { UserPoolId }));
  const lines = users.map(async ({ Attributes, Enabled, UserStatus }) => {
    const given = (name: string): string => Attributes.find((each) => each.Name === name)?.Value ?? "";
    const { Groups: groups } = Groups.parse(
      await ask("AdminListGroupsForUser", { UserPoolId, Username: given("email") }),
    );
    const state = !Enabled ? "disabled" : UserStatus === "CONFIRMED" ? "" : "has not signed in yet";
    return [given("email"), given("name"), groups.map(({ GroupName }) => GroupName).join(", "), state]
      .join("  ")
      .trim();
  });
  return (await Promise.all(lines)).join("\n") || "Nobody has an account yet.";
}

try {
  const [name = "", Username] = positionals;
  const command = commands[name];
  if (values.help || (name !== "list" && (command === undefined || Username === undefined))) {
    console.log(help);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const UserPoolId = await poolId();
    console.log(
      command === undefined || Username === undefined
        ? await list(UserPoolId)
        : await command({ UserPoolId, Username }),
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
