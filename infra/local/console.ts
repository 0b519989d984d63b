import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClockError, type HostClock } from './clock.ts';
import type { createDoorPages } from './door-pages.ts';
import {
  goneSignal,
  isCrossSite,
  namesLoopback,
  readBody,
  sendWire,
  wireRequest,
} from './http-server.ts';
import { createMailPages } from './mail-pages.ts';
import type { WireRequest, WireResponse } from './service.ts';
import { page, SIGN_IN_PATH } from './sign-in-page.ts';

/** Pages of the host itself, on the API's port below `/_local/`; nothing of this is deployed. */
export interface ConsoleOptions {
  readonly clock: HostClock;
  /** Moves the clock and lets everything due on the way happen. */
  readonly advanceThrough: (toMs: number) => Promise<void>;
  readonly signIn: (request: WireRequest) => Promise<WireResponse>;
  readonly inbox: (request: WireRequest) => Promise<WireResponse>;
  /** What links in mails of sign-up and invitation open. */
  readonly doors: ReturnType<typeof createDoorPages>;
  /** Pages of plans as any person sees them; only where the companies are made up. */
  readonly plans?: (request: WireRequest) => Promise<WireResponse>;
}

const INBOX_PATH = '/_local/inbox';
const MAX_FORM_BYTES = 64 * 1024;
const DAY_MS = 86_400_000;

const json = (status: number, body: object): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const clockState = (clock: HostClock) => ({
  kind: clock.kind,
  now: new Date(clock.now()).toISOString(),
});

const wantsPage = (request: WireRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html');

/** `{ advanceMs }` or `{ to }`, from JSON or a form. */
const readMove = (request: WireRequest, nowMs: number): number | undefined => {
  const text = request.body.toString('utf8');
  let given: Readonly<Record<string, unknown>>;
  try {
    given = (request.headers['content-type'] ?? '').includes('json')
      ? JSON.parse(text)
      : Object.fromEntries(new URLSearchParams(text));
  } catch {
    return undefined;
  }
  if (given?.advanceMs !== undefined && given.advanceMs !== '') {
    const step = Number(given.advanceMs);
    return Number.isSafeInteger(step) && step >= 0 ? nowMs + step : undefined;
  }
  const to = Date.parse(String(given?.to));
  return Number.isNaN(to) ? undefined : to;
};

const clockPage = (clock: HostClock): WireResponse => {
  const moves =
    clock.kind === 'real'
      ? '<p>The clock is the machine&#39;s own. Start with a development clock to move it.</p>'
      : `<form method="post" action="/_local/clock"><input type="hidden" name="advanceMs" value="${DAY_MS}"><button type="submit">Forward one day</button></form>
<form method="post" action="/_local/clock"><label for="to">Forward to (UTC)</label><input id="to" name="to" placeholder="2026-03-02T01:00:00Z" required><button type="submit">Go</button></form>`;
  return page('Clock', `<p><time>${new Date(clock.now()).toISOString()}</time></p>${moves}`);
};

export const createConsole = (options: ConsoleOptions) => {
  const { clock } = options;
  const mails = createMailPages();

  const clockEndpoint = async (request: WireRequest): Promise<WireResponse> => {
    if (request.method === 'GET')
      return wantsPage(request) ? clockPage(clock) : json(200, clockState(clock));
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'GET, POST' } };
    const to = readMove(request, clock.now());
    if (to === undefined)
      return json(400, { error: 'give { "advanceMs": number } or { "to": instant }' });
    try {
      await options.advanceThrough(to);
    } catch (error) {
      if (error instanceof ClockError) return json(409, { error: error.message });
      throw error;
    }
    return wantsPage(request)
      ? { status: 303, headers: { location: '/_local/clock' } }
      : json(200, clockState(clock));
  };

  const start = (): WireResponse =>
    page(
      'Upturn on this machine',
      `<ul><li><a href="${SIGN_IN_PATH}">Sign in</a></li>
<li><a href="/_local/inbox/">Inbox: every mail that was sent</a></li>
<li><a href="/_local/mails/">Every kind of mail, in both languages</a></li>
<li><a href="/_local/clock">Clock</a></li></ul>`,
    );

  const mounts: readonly (readonly [string, (request: WireRequest) => Promise<WireResponse>])[] = [
    [SIGN_IN_PATH, options.signIn],
    [INBOX_PATH, options.inbox],
    ['/_local/clock', clockEndpoint],
    ['/_local/mails', mails],
    ['/_local/join', options.doors('join')],
    ['/_local/confirm', options.doors('confirm')],
    ...(options.plans === undefined ? [] : [['/_local/plans', options.plans] as const]),
  ];

  /** Answers and returns true when the path is one of the console's. */
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const signal = goneSignal(response);
    const body = await readBody(request, MAX_FORM_BYTES);
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (body === undefined || !namesLoopback(request) || (changes && isCrossSite(request))) {
      sendWire(response, { status: 403, body: 'refused' });
      return true;
    }
    if (pathname === '/_local' || pathname === '/_local/') {
      sendWire(response, start());
      return true;
    }
    if (pathname === INBOX_PATH) {
      // Its links are relative.
      sendWire(response, { status: 302, headers: { location: `${INBOX_PATH}/` } });
      return true;
    }
    for (const [mount, handle] of mounts)
      if (pathname === mount || pathname.startsWith(`${mount}/`)) {
        sendWire(response, await handle(wireRequest(request, body, mount, signal)));
        return true;
      }
    sendWire(response, page('Nothing here', '<p><a href="/_local/">All pages</a></p>', 404));
    return true;
  };
};
