import type { Issuer } from './issuer.ts';
import type { WireRequest, WireResponse } from './service.ts';
import { PoolRefusal, type UserPool } from './user-pool.ts';

/** Where the page is mounted on the gateway's port. */
export const SIGN_IN_PATH = '/_local/sign-in';

/** Text as HTML shows it. */
export const html = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** A page without script, image or anything from elsewhere. */
export const page = (
  title: string,
  content: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
  language = 'en',
): WireResponse => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    // With none at all a browser would not say either where its own forms come from.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    ...headers,
  },
  body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)} - Upturn on this machine</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
label { display: block; margin-top: 1rem; font-weight: 600 }
input, textarea, button { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box }
textarea { font-family: ui-monospace, monospace; font-size: .85rem }
button { margin-top: 1.5rem; cursor: pointer }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
.problem { border-left: .3rem solid #c62828; padding: .5rem 1rem }
.choice { display: flex; gap: .5rem; margin-top: 1rem; align-items: baseline }
.choice input { width: auto } .choice label { margin: 0; font-weight: 400 }
.hint { font-size: .9rem }
</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
${content}
</main>
</body>
</html>
`,
});

interface Fields {
  readonly username: string;
  readonly step: 'password' | 'newPassword' | 'code';
  readonly problem?: string | undefined;
}

const form = ({ username, step, problem }: Fields): WireResponse => {
  const alert =
    problem === undefined
      ? ''
      : `<p class="problem" role="alert" id="problem">${html(problem)}</p>`;
  const described = problem === undefined ? '' : ' aria-describedby="problem"';
  const focus = (here: boolean) => (here ? ' autofocus' : '');
  const extra =
    step === 'newPassword'
      ? `<label for="newPassword">New password</label>
<input id="newPassword" name="newPassword" type="password" autocomplete="new-password" required autofocus>`
      : step === 'code'
        ? `<label for="code">Code from the authenticator app</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" required autofocus>`
        : '';
  return page(
    'Sign in',
    `${alert}<form method="post" action="${SIGN_IN_PATH}">
<label for="username">E-mail address</label>
<input id="username" name="username" type="email" autocomplete="username" required value="${html(username)}"${described}${focus(step === 'password' && username === '')}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${focus(step === 'password' && username !== '')}>
${extra}
<div class="choice"><input id="enrol" name="enrol" type="checkbox" value="yes"><label for="enrol">Set up a second factor (authenticator app)</label></div>
<button type="submit">Sign in</button>
</form>`,
    problem === undefined ? 200 : 401,
  );
};

const PROMPT = {
  newPassword: 'Your first password was for once only. Enter it again, and choose your own.',
  code: 'Enter your password again, and the code that your authenticator app shows.',
} as const;

const signedIn = (token: string, expiresIn: number, origin: string): WireResponse =>
  page(
    'Signed in',
    `<p>This access token is valid for ${Math.round(expiresIn / 60)} minutes of the host's clock.</p>
<label for="token">Access token</label>
<textarea id="token" rows="10" readonly>${html(token)}</textarea>
<p class="hint">Send it as <code>Authorization: Bearer &lt;token&gt;</code>, for example
<code>curl -H "Authorization: Bearer &lt;token&gt;" ${html(origin)}/v1/me</code></p>
<p><a href="${SIGN_IN_PATH}">Sign in as somebody else</a></p>`,
  );

const enrolled = (username: string, secret: string): WireResponse =>
  page(
    'Second factor',
    `<p>Enter this secret into an authenticator app (time-based, SHA-1, six digits), then sign in again with a code.</p>
<label for="secret">Secret</label>
<input id="secret" readonly value="${html(secret)}">
<label for="uri">Address for the app</label>
<textarea id="uri" rows="3" readonly>${html(`otpauth://totp/Upturn:${encodeURIComponent(username)}?secret=${secret}&issuer=Upturn`)}</textarea>
<p><a href="${SIGN_IN_PATH}">Sign in</a></p>`,
  );

/**
 * The sign-in page: password, own password after a first one, code where a second factor is set.
 * A caller that accepts JSON gets OAuth's token response instead of a page.
 */
export const createSignInPage =
  (pool: UserPool, issuer: Issuer) =>
  async (request: WireRequest): Promise<WireResponse> => {
    if (request.method === 'GET') return form({ username: '', step: 'password' });
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'GET, POST' } };
    const wantsJson = (request.headers.accept ?? '').includes('application/json');
    const json = (status: number, body: object): WireResponse => ({
      status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify(body),
    });
    const given = new URLSearchParams(request.body.toString('utf8'));
    const username = given.get('username') ?? '';
    try {
      const result = await pool.signIn({
        username,
        password: given.get('password') ?? '',
        newPassword: given.get('newPassword') ?? '',
        code: given.get('code') ?? '',
      });
      if (result.step !== 'done')
        return wantsJson
          ? json(401, { error: 'interaction_required', step: result.step })
          : form({ username, step: result.step, problem: PROMPT[result.step] });
      if (given.get('enrol') === 'yes') {
        const secret = pool.enrolSecondFactor(result.user.username);
        return wantsJson ? json(200, { secret }) : enrolled(username, secret);
      }
      const issued = await issuer.issue(result.user);
      return wantsJson
        ? json(200, issued)
        : signedIn(
            issued.access_token,
            issued.expires_in,
            `http://${request.headers.host ?? 'localhost'}`,
          );
    } catch (error) {
      if (!(error instanceof PoolRefusal)) throw error;
      return wantsJson
        ? json(401, { error: 'invalid_grant', error_description: error.message })
        : form({
            username,
            step: error.code === 'InvalidPasswordException' ? 'newPassword' : 'password',
            problem: error.message,
          });
    }
  };
