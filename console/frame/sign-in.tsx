import { useSignal } from "@preact/signals";
import { goToLogin, loginEndpoints } from "../api/session.ts";
import { Failed, Skeleton } from "../parts/states.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { w } from "../words/words.ts";

/** How to sign in: by the login page where there is one, else by the link that the start printed. */
export const SignIn = () => {
  const { value: login, error, reload } = useLoaded(loginEndpoints, []);
  const leaving = useSignal(false);
  const words = w.value.frame.signIn;
  if (error !== undefined) return <Failed error={error} retry={() => void reload()} />;
  if (login === undefined) return <Skeleton lines={3} />;
  const hasPage = login.authorizeUrl !== undefined;
  return (
    <main class="sign-in">
      <img src="/favicon.svg" alt="" width="44" height="44" />
      <h1>{words.title}</h1>
      <p>{hasPage ? words.byPage : words.byLink}</p>
      {hasPage && (
        <button
          type="button"
          class="primary"
          disabled={leaving.value}
          onClick={() => {
            leaving.value = true;
            void goToLogin(login);
          }}
        >
          {words.button}
        </button>
      )}
    </main>
  );
};
