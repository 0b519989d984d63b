import type { WireRequest, WireResponse } from './service.ts';
import { html, page } from './sign-in-page.ts';

/**
 * The plan that a mail links to, as any person of a demo company sees it. It signs in as whoever is
 * asked for, so the host offers it for demo companies only.
 */
export interface PlanPagesOptions {
  /** Base URL of the API; known once the gateway listens. */
  readonly url: () => string;
  readonly tokenFor: (email: string) => Promise<string>;
  readonly emails: () => readonly string[];
}

/** What can be looked at, with the API's path below the plan. */
const LOOKS = {
  report: { title: 'Tracking report', path: '/report' },
  timeline: { title: 'Timeline', path: '/timeline?limit=100' },
  plan: { title: 'Plan', path: '' },
  readiness: { title: 'If it ended today', path: '/readiness' },
  reminders: { title: 'Coming reminders', path: '/reminders/preview' },
} as const;

const PLAN_PATH = /^\/([0-9A-HJKMNP-TV-Z]{26})(?:\/(\w+))?$/;

export const createPlanPages = (options: PlanPagesOptions) => {
  const choose = (planId: string): WireResponse =>
    page(
      'A plan',
      `<p>Whose eyes?</p><ul>${options
        .emails()
        .map((email) => {
          const links = Object.entries(LOOKS).map(
            ([name, { title }]) =>
              `<a href="/_local/plans/${planId}/${name}?as=${encodeURIComponent(email)}">${title}</a>`,
          );
          return `<li>${html(email)}: ${links.join(', ')}</li>`;
        })
        .join('\n')}</ul>`,
    );

  const look = async (planId: string, path: string, email: string): Promise<WireResponse> => {
    const answer = await fetch(`${options.url()}/v1/plans/${planId}${path}`, {
      headers: { Authorization: `Bearer ${await options.tokenFor(email)}` },
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    if (!type.includes('json'))
      return {
        status: answer.status,
        headers: {
          'content-type': type,
          'cache-control': 'no-store',
          'content-security-policy': answer.headers.get('content-security-policy') ?? '',
        },
        body: text,
      };
    const shown = JSON.stringify(JSON.parse(text), null, 2);
    return page(`As ${email}`, `<pre>${html(shown)}</pre>`, answer.status);
  };

  return async (request: WireRequest): Promise<WireResponse> => {
    const [, planId, name] = PLAN_PATH.exec(request.path) ?? [];
    if (planId === undefined || request.method !== 'GET')
      return page('Nothing here', '<p><a href="/_local/">All pages</a></p>', 404);
    const email = request.query.get('as');
    const wanted = Object.entries(LOOKS).find(([key]) => key === name)?.[1];
    return wanted === undefined || email === null || !options.emails().includes(email)
      ? choose(planId)
      : look(planId, wanted.path, email);
  };
};
