import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WireRequest, WireResponse } from './service.ts';
import { html, page } from './sign-in-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCRIPT = join(ROOT, 'infra/scripts/preview-mail.ts');
const PAGES = join(ROOT, 'out/mail-preview');
const NAME = /^[\w-]+$/;

const run = promisify(execFile);

/**
 * Every mail in both languages, as its reader sees it. The pages are written by a program of its own
 * at the first visit: the host imports none of what it runs.
 */
export const createMailPages = () => {
  let written: Promise<unknown> | undefined;

  const names = async (): Promise<readonly string[]> => {
    written ??= run(process.execPath, [SCRIPT], { cwd: ROOT });
    await written;
    return (await readdir(PAGES))
      .filter((file) => file.endsWith('.html'))
      .map((file) => file.slice(0, -'.html'.length))
      .sort();
  };

  const list = (all: readonly string[]): WireResponse => {
    const kinds = [...new Set(all.map((name) => name.replace(/-(?:zh-CN|en)$/, '')))];
    const link = (name: string, text: string) =>
      all.includes(name) ? `<a href="/_local/mails/${name}">${text}</a>` : '';
    return page(
      'Every mail',
      `<ul>${kinds
        .map(
          (kind) =>
            `<li>${html(kind)}: ${link(`${kind}-zh-CN`, '中文')} ${link(`${kind}-en`, 'English')}</li>`,
        )
        .join('\n')}</ul>`,
    );
  };

  return async (request: WireRequest): Promise<WireResponse> => {
    if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET' } };
    const all = await names();
    const name = request.path.replace(/^\//, '');
    if (name === '') return list(all);
    if (!NAME.test(name) || !all.includes(name))
      return page('No such mail', '<p><a href="/_local/mails/">Every mail</a></p>', 404);
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      },
      body: await readFile(join(PAGES, `${name}.html`), 'utf8'),
    };
  };
};
