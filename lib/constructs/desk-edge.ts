import path from "node:path";
import { Duration, Fn, RemovalPolicy } from "aws-cdk-lib";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import { pagePolicy, permissionsPolicy } from "../../functions/contracts/page-policy.ts";
import type { Stage } from "../stages.ts";

export interface DeskEdgeProps {
  readonly stage: Stage;
  /** `https://ID.execute-api.REGION.amazonaws.com` */
  readonly apiUrl: string;
  /** Folder with the bundled functions, in which the built console lies. */
  readonly bundle: string;
  /** Where people sign in, `https://…`. */
  readonly loginUrl: string;
}

/** Paths that the API answers; everything else is a file of the console. */
const apiPaths = ["/api/*", "/config.json", "/email", "/picture", "/decide"] as const;

/**
 * One address for the desk: CloudFront gives the console from its bucket and hands everything else to the API, so the page
 * and what it calls are of one origin, near to whoever reads it.
 */
export class DeskEdge extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, apiUrl, bundle, loginUrl }: DeskEdgeProps) {
    super(scope, id);
    const logs = this.bucket("Logs", {
      // CloudFront's log delivery writes by ACL: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: stage.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const files = this.bucket("Console", {
      serverAccessLogsBucket: logs as IBucket,
      serverAccessLogsPrefix: "console/",
      removalPolicy: stage.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const toApi: BehaviorOptions = {
      // An origin is named without its scheme.
      origin: new HttpOrigin(Fn.select(2, Fn.split("/", apiUrl))),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway knows itself by its own host name only.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    const distribution = new Distribution(this, "Distribution", {
      comment: `Switchboard ${stage.name}: the desk`,
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      enableLogging: true,
      logBucket: logs as IBucket,
      logFilePrefix: "edge/",
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: this.headers(stage, loginUrl),
      },
      additionalBehaviors: Object.fromEntries(apiPaths.map((pattern) => [pattern, toApi])),
    });
    this.url = `https://${distribution.distributionDomainName}`;
    this.deploy(files, path.join(bundle, "console"));
  }

  private bucket(id: string, props: ConstructorParameters<typeof Bucket>[2] & object): Bucket {
    return new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...props,
    });
  }

  /** What functions/desk/security-headers.ts says of the page that the API serves; here it comes from a bucket. */
  private headers({ name }: Stage, loginUrl: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "Headers", {
      responseHeadersPolicyName: `switchboard-${name}-console`,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: pagePolicy(loginUrl), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
          { header: "Cross-Origin-Resource-Policy", value: "same-origin", override: true },
          { header: "Permissions-Policy", value: permissionsPolicy, override: true },
        ],
      },
    });
  }

  /** Named by their contents, scripts and style sheets stay; the page that names them is asked for each time. */
  private deploy(files: Bucket, folder: string): void {
    const into = { destinationBucket: files as IBucket, prune: false };
    const named = new BucketDeployment(this, "Files", {
      ...into,
      sources: [Source.asset(folder, { exclude: ["index.html", "favicon.svg"] })],
      cacheControl: [CacheControl.fromString("public, max-age=31536000, immutable")],
    });
    const page = new BucketDeployment(this, "Page", {
      ...into,
      sources: [Source.asset(folder, { exclude: ["*", "!index.html", "!favicon.svg"] })],
      cacheControl: [CacheControl.fromString("no-cache")],
    });
    // A page must never name what is not there yet.
    page.node.addDependency(named);
  }
}
