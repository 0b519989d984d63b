import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse } from './service.ts';
import { html, page, SIGN_IN_PATH } from './sign-in-page.ts';

/** The pages that links in mails of invitation and sign-up open, where the product's own would be. */
export interface DoorPagesOptions {
  /** Base URL of the API; known once the gateway listens. */
  readonly url: () => string;
}

type Door = 'join' | 'confirm';
type Language = 'en' | 'zh-CN';

interface Words {
  readonly title: string;
  readonly ask: string;
  readonly button: string;
  readonly doneTitle: string;
  readonly done: string;
}

interface Catalogue {
  readonly join: Words;
  readonly confirm: Words;
  readonly password: string;
  readonly signIn: string;
  readonly inbox: string;
  readonly gone: string;
  readonly taken: string;
  readonly failed: string;
  readonly again: string;
  readonly other: string;
}

const WORDS: Readonly<Record<Language, Catalogue>> = {
  en: {
    join: {
      title: 'Accept the invitation',
      ask: 'You have been invited to sign in. Accepting makes your login; the link works once.',
      button: 'Accept the invitation',
      doneTitle: 'You have joined',
      done: 'Your login has been made:',
    },
    confirm: {
      title: 'Confirm the sign-up',
      ask: 'Confirming sets up your company and your login as its administrator; the link works once.',
      button: 'Confirm the address',
      doneTitle: 'Your company is set up',
      done: 'The company has been founded. You sign in with the address that this mail went to.',
    },
    password:
      'On this machine your first password stands in the host’s terminal; deployed, a second mail brings it.',
    signIn: 'Sign in',
    inbox: 'Inbox of this machine',
    gone: 'This link opens nothing: it was used, has ended, or a newer one was sent. Ask whoever invited you for another, or sign up once more.',
    taken:
      'This address has a login already that belongs to somebody. One login belongs to one company.',
    failed: 'That did not work. Try again in a moment.',
    again: 'Try again',
    other: '中文',
  },
  'zh-CN': {
    join: {
      title: '接受邀请',
      ask: '您收到了登录邀请。接受后将为您建立登录账号，此链接仅可使用一次。',
      button: '接受邀请',
      doneTitle: '您已加入',
      done: '您的登录账号已建立：',
    },
    confirm: {
      title: '确认注册',
      ask: '确认后将建立贵公司及其管理员（您）的登录账号，此链接仅可使用一次。',
      button: '确认邮箱地址',
      doneTitle: '公司已建立',
      done: '公司已建立，请使用收到此邮件的邮箱地址登录。',
    },
    password: '在本机运行时，初始密码显示在主机的终端中；正式部署后，初始密码将另行以邮件发送。',
    signIn: '登录',
    inbox: '本机收件箱',
    gone: '此链接已失效：可能已使用、已过期，或已有更新的链接。请联系邀请人重新发送，或重新注册。',
    taken: '此邮箱地址已有登录账号。一个登录账号只能属于一家公司。',
    failed: '操作未成功，请稍后重试。',
    again: '重试',
    other: 'English',
  },
};

const API_PATH = {
  join: '/v1/invitations/acceptance',
  confirm: '/v1/tenants/confirmation',
} as const;

/** The language that was chosen on the page, else the browser's. */
const languageOf = (chosen: string | null, request: WireRequest): Language => {
  const wanted = chosen ?? request.headers['accept-language'] ?? '';
  return /^\s*zh/i.test(wanted) ? 'zh-CN' : 'en';
};

export const createDoorPages = ({ url }: DoorPagesOptions) => {
  const shown = (
    door: Door,
    language: Language,
    {
      title,
      content,
      token,
      status = 200,
    }: { title: string; content: string; token: string; status?: number },
  ): WireResponse => {
    const other: Language = language === 'en' ? 'zh-CN' : 'en';
    const elsewhere = `/_local/${door}?${new URLSearchParams({ token, lang: other })}`;
    const choice = `<p class="hint"><a href="${html(elsewhere)}" lang="${other}" hreflang="${other}">${WORDS[language].other}</a></p>`;
    return page(title, `${content}\n${choice}`, status, {}, language);
  };

  const form = (door: Door, language: Language, token: string): WireResponse => {
    const { title, ask, button } = WORDS[language][door];
    // Nothing happens by looking: whoever checks links in mails uses none up.
    return shown(door, language, {
      title,
      token,
      content: `<p>${html(ask)}</p>
<form method="post" action="/_local/${door}">
<input type="hidden" name="token" value="${html(token)}">
<input type="hidden" name="lang" value="${language}">
<button type="submit">${html(button)}</button>
</form>`,
    });
  };

  const refused = (door: Door, language: Language, token: string, status: number): WireResponse => {
    const words = WORDS[language];
    const said = { 404: words.gone, 400: words.gone, 409: words.taken }[status];
    const again = `/_local/${door}?${new URLSearchParams({ token, lang: language })}`;
    const alert = `<p class="problem" role="alert">${html(said ?? words.failed)}</p>`;
    const retry = `<p><a href="${html(again)}">${html(words.again)}</a></p>`;
    return shown(door, language, {
      title: words[door].title,
      token,
      status,
      content: said === undefined ? `${alert}\n${retry}` : alert,
    });
  };

  const enter = async (door: Door, language: Language, token: string): Promise<WireResponse> => {
    const answer = await fetch(`${url()}${API_PATH[door]}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': language,
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify({ token }),
    });
    if (!answer.ok) return refused(door, language, token, answer.status);
    const words = WORDS[language];
    const { email } = (await answer.json()) as { readonly email?: string };
    return page(
      words[door].doneTitle,
      `<p role="status">${html(words[door].done)}${email === undefined ? '' : ` <strong>${html(email)}</strong>`}</p>
<p>${html(words.password)}</p>
<ul><li><a href="${SIGN_IN_PATH}">${html(words.signIn)}</a></li>
<li><a href="/_local/inbox/">${html(words.inbox)}</a></li></ul>`,
      200,
      {},
      language,
    );
  };

  return (door: Door) =>
    async (request: WireRequest): Promise<WireResponse> => {
      if (request.method === 'GET') {
        const language = languageOf(request.query.get('lang'), request);
        const token = request.query.get('token');
        return token === null || token === ''
          ? refused(door, language, '', 404)
          : form(door, language, token);
      }
      if (request.method !== 'POST') return { status: 405, headers: { allow: 'GET, POST' } };
      const given = new URLSearchParams(request.body.toString('utf8'));
      return enter(door, languageOf(given.get('lang'), request), given.get('token') ?? '');
    };
};
