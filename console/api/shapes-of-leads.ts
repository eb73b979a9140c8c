import type { articleEndpoints } from "../../functions/contracts/desk/articles.ts";
import type { metricsEndpoints } from "../../functions/contracts/desk/metrics.ts";
import type { peopleEndpoints } from "../../functions/contracts/desk/people.ts";
import type { PolicyChange as Change, policyEndpoints } from "../../functions/contracts/desk/policy.ts";
import type { Of } from "./shapes.ts";

type Articles = typeof articleEndpoints;
type People = typeof peopleEndpoints;
type Policies = typeof policyEndpoints;

export type ArticlePage = Of<Articles["listArticles"]["response"]>;
export type ArticleDetail = Of<Articles["readArticle"]["response"]>;
export type Tried = Of<Articles["tryQuestion"]["response"]>;
export type Told = Of<Articles["whoWasTold"]["response"]>;

export type Metrics = Of<(typeof metricsEndpoints)["readMetrics"]["response"]>;
export type Day = Metrics["days"][number];

export type Me = Of<People["readMe"]["response"]>;
export type PeopleList = Of<People["listPeople"]["response"]>;
export type Person = PeopleList["people"][number];
export type BlockedSenders = Of<People["listBlocked"]["response"]>;
export type SavedReplies = Of<People["listSavedReplies"]["response"]>;
export type Filled = Of<People["fillSavedReply"]["response"]>;

export type PolicyNow = Of<Policies["readPolicy"]["response"]>;
export type Policy = PolicyNow["policy"];
export type PolicyChange = Change;
export type PolicyVersions = Of<Policies["listVersions"]["response"]>;
export type PolicyVersion = PolicyVersions["versions"][number];
export type PolicyThen = Of<Policies["readVersion"]["response"]>;
export type Difference = PolicyThen["differences"][number];
export type Proposals = Of<Policies["listProposals"]["response"]>;
