import { Aws, Stack } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { OAuthScope, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { env } from "../../functions/contracts/environment.ts";
import type { Stage } from "../stages.ts";
import type { StatefulStack } from "../stateful-stack.ts";
import { DeskEdge } from "./desk-edge.ts";
import type { FunctionFleet } from "./function-fleet.ts";

export interface DeskApiProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly functions: FunctionFleet;
  /** Folder with the bundled functions and the built console. */
  readonly bundle: string;
}

/** The desk over HTTP: the page is open to everybody, everything behind `/api` needs a signed-in person. */
export class DeskApi extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, stateful, functions, bundle }: DeskApiProps) {
    super(scope, id);
    const handler = functions.named("desk/api");
    const api = new HttpApi(this, "Api", { apiName: `switchboard-${stage.name}-desk`, createDefaultStage: true });

    const login = stateful.people.addDomain("Login", {
      cognitoDomain: { domainPrefix: `switchboard-${stage.name}-${Aws.ACCOUNT_ID}` },
    });
    const loginUrl = login.baseUrl();
    this.url = stage.edge
      ? new DeskEdge(this, "Edge", { stage, apiUrl: api.apiEndpoint, bundle, loginUrl }).url
      : api.apiEndpoint;
    const client = new UserPoolClient(this, "Client", {
      userPool: stateful.people,
      authFlows: {},
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${this.url}/`],
        logoutUrls: [`${this.url}/`],
      },
    });
    const authorizer = new HttpJwtAuthorizer(
      "People",
      `https://cognito-idp.${Stack.of(this).region}.${Aws.URL_SUFFIX}/${stateful.people.userPoolId}`,
      {
        jwtAudience: [client.userPoolClientId],
      },
    );
    const integration = new HttpLambdaIntegration("Desk", handler);
    const methods = [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE];
    api.addRoutes({ path: "/api/{proxy+}", methods, integration, authorizer });
    // Searching is the answer room's work: its function sits behind the same door.
    const search = new HttpLambdaIntegration("TryQuestion", functions.named("answer/try-question"));
    api.addRoutes({ path: "/api/articles/try", methods: [HttpMethod.POST], integration: search, authorizer });
    for (const path of ["/", "/{file}"]) api.addRoutes({ path, methods: [HttpMethod.GET], integration });
    // Pictures of emails, for frames that a person opened with them (S4).
    const picture = new HttpLambdaIntegration("Picture", functions.named("desk/fetch-picture"));
    api.addRoutes({ path: "/picture", methods: [HttpMethod.GET], integration: picture });
    // A link in a notice decides by a form: its signature is the permission (S6).
    api.addRoutes({ path: "/decide", methods: [HttpMethod.POST], integration });
    functions.named("desk/tell-people").addEnvironment(env.deskUrl, this.url);
    if (stage.edge) handler.addEnvironment(env.deskUrl, this.url);
    handler.addEnvironment(env.loginUrl, loginUrl);
    handler.addEnvironment(env.loginClient, client.userPoolClientId);

    const accessLog = new LogGroup(this, "AccessLog", { retention: RetentionDays.THREE_MONTHS });
    const defaultStage = api.defaultStage?.node.defaultChild;
    if (defaultStage instanceof CfnStage) {
      // No query strings or addresses: ids in paths and results are enough to follow a request.
      const format = {
        requestId: "$context.requestId",
        route: "$context.routeKey",
        status: "$context.status",
        latency: "$context.responseLatency",
        error: "$context.authorizer.error",
      };
      defaultStage.accessLogSettings = { destinationArn: accessLog.logGroupArn, format: JSON.stringify(format) };
      defaultStage.defaultRouteSettings = {
        throttlingBurstLimit: 200,
        throttlingRateLimit: 100,
        detailedMetricsEnabled: true,
      };
    }
  }
}
