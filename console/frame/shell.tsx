import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isSignedIn } from "../api/session.ts";
import { DashboardPage } from "../dashboard/dashboard-page.tsx";
import { ArticlePage } from "../knowledge/article-page.tsx";
import { KnowledgePage } from "../knowledge/knowledge-page.tsx";
import { PeoplePage } from "../people/people-page.tsx";
import { PolicyPage } from "../policy/policy-page.tsx";
import { QueuePage } from "../queue/queue-page.tsx";
import { ConversationPage } from "../record/conversation-page.tsx";
import { ConversationsPage } from "../record/conversations-page.tsx";
import { LogPage } from "../record/log-page.tsx";
import { RunPage } from "../run/run-page.tsx";
import { TaskPage } from "../task/task-page.tsx";
import { w } from "../words/words.ts";
import { isStopped } from "./automation.ts";
import { KeyHelp } from "./key-help.tsx";
import { isOnline } from "./live.ts";
import { Navigation } from "./navigation.tsx";
import { type Page, route } from "./route.ts";
import { SettingsMenu } from "./settings-menu.tsx";
import { SignIn } from "./sign-in.tsx";
import { StopButton } from "./stop-button.tsx";
import { ToastList } from "./toast-list.tsx";

const views: Readonly<Record<Page, ComponentType<{ id: string }>>> = {
  queue: QueuePage,
  task: TaskPage,
  conversations: ConversationsPage,
  conversation: ConversationPage,
  log: LogPage,
  run: RunPage,
  dashboard: DashboardPage,
  knowledge: KnowledgePage,
  article: ArticlePage,
  policy: PolicyPage,
  people: PeoplePage,
};

/** The whole page: where one can go, what is stopped, and the page that is open. */
export const Shell = () => {
  if (!isSignedIn.value) return <SignIn />;
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={skipToMain}>
        {w.value.frame.skip}
      </button>
      <header class="side">
        <a class="brand" href="#/queue">
          <img src="/favicon.svg" alt="" width="22" height="22" />
          <span>Switchboard</span>
        </a>
        <Navigation />
        <div class="side-end">
          <StopButton />
          <SettingsMenu />
        </div>
      </header>
      <div class="stage">
        <Notices />
        <OpenPage />
      </div>
      <ToastList />
      <KeyHelp />
    </div>
  );
};

const Notices = () => (
  <div role="status">
    {isStopped.value === true && <p class="notice warn">{w.value.frame.stop.notice}</p>}
    {!isOnline.value && <p class="notice bad">{w.value.frame.unreachable}</p>}
  </div>
);

const OpenPage = () => {
  const { page, id } = route.value;
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const title = w.value.frame.pages[page];
  useEffect(() => {
    document.title = `${title} · Switchboard`;
  }, [title]);
  useEffect(() => {
    // A page of the same document announces itself by taking the focus, as a loaded one would.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    main.current?.scrollTo(0, 0);
  }, [page, id]);
  const View = views[page];
  return (
    <main id="main" class={`page page-${page}`} tabIndex={-1} ref={main}>
      <View key={`${page}/${id}`} id={id} />
    </main>
  );
};

/** No link: the address's hash is the page's name, so the browser's own jump would leave the page. */
function skipToMain(): void {
  document.getElementById("main")?.focus();
}
