import type { Language } from '../../../domain/plan/vocabulary.ts';
import { type Html, html, markupText } from '../markup/html.ts';
import type { Href } from './href.ts';

/** A mail as a short list of blocks, written out twice: as HTML and as text. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  /** The one heading. */
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lead?: string; readonly text: string }
  /** Something to notice before all else. */
  | { readonly kind: 'notice'; readonly text: string }
  /** Label and value, one to a line; `urgent` marks what is overdue. */
  | { readonly kind: 'facts'; readonly rows: readonly Fact[]; readonly urgent: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** The one link. */
  | { readonly kind: 'link'; readonly text: string; readonly href: Href }
  /** A button that posts to the page's own address; for pages, mails have none. */
  | { readonly kind: 'button'; readonly text: string }
  | { readonly kind: 'fine'; readonly lines: readonly string[] };

export interface Fact {
  /** With its colon, as the language writes it. */
  readonly label: string;
  readonly value: string;
}

const FONT =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif";

/** Colours by use; every text on its ground has a contrast of at least 4.5 (WCAG 2.2 AA). */
export const COLOURS = {
  light: {
    ground: '#f3f4f6',
    sheet: '#ffffff',
    text: '#1f2933',
    quiet: '#52606d',
    line: '#d9dee3',
    panel: '#f3f6f9',
    accent: '#1f5f8b',
    urgent: '#8a4b08',
    onAccent: '#ffffff',
  },
  dark: {
    ground: '#14171a',
    sheet: '#1e2327',
    text: '#e6e9ec',
    quiet: '#a9b4be',
    line: '#3a424a',
    panel: '#272e34',
    accent: '#2f7ab0',
    urgent: '#f0b060',
    onAccent: '#ffffff',
  },
} as const;

const { light, dark } = COLOURS;

/** What the inline styles cannot say; clients without media queries keep the light page. */
const STYLES = html`:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.sheet{padding:20px 18px!important}.button{display:block!important;text-align:center!important}}
@media (prefers-color-scheme:dark){.ground{background:${dark.ground}!important}.sheet{background:${dark.sheet}!important;border-color:${dark.line}!important}.text{color:${dark.text}!important}.quiet{color:${dark.quiet}!important}.panel{background:${dark.panel}!important;border-color:${dark.accent}!important}.urgent{border-color:${dark.urgent}!important}.mark{color:${dark.urgent}!important}.fine{border-color:${dark.line}!important}.button{background:${dark.accent}!important;color:${dark.onAccent}!important}}`;

const leadMarkup = (lead: string | undefined): Html =>
  lead === undefined ? html`` : html`<strong style="font-weight:600">${lead}</strong>`;

const blockMarkup = (block: Block): Html => {
  switch (block.kind) {
    case 'heading':
      return html`<h1 class="text" style="margin:0 0 16px;font-size:21px;line-height:1.35;font-weight:600;color:${light.text}">${block.text}</h1>
`;
    case 'paragraph':
      return html`<p class="text" style="margin:0 0 14px;color:${light.text}">${leadMarkup(block.lead)}${block.text}</p>
`;
    case 'notice':
      return html`<p class="mark" style="margin:0 0 14px;font-weight:600;color:${light.urgent}">${block.text}</p>
`;
    case 'facts':
      return html`<div class="panel${block.urgent ? ' urgent' : ''}" style="margin:0 0 16px;padding:12px 16px;background:${light.panel};border-left:4px solid ${block.urgent ? light.urgent : light.accent}">
${block.rows.map(
  (row) =>
    html`<p class="text" style="margin:0;color:${light.text}"><span class="quiet" style="color:${light.quiet}">${row.label}</span><strong style="font-weight:600">${row.value}</strong></p>
`,
)}</div>
`;
    case 'list':
      return html`<ul class="text" style="margin:0 0 16px;padding:0 0 0 20px;color:${light.text}">
${block.items.map(
  (item) => html`<li style="margin:0 0 8px">${item}</li>
`,
)}</ul>
`;
    case 'link':
      return html`<p style="margin:22px 0 24px"><a class="button" href="${block.href}" style="display:inline-block;padding:11px 22px;border-radius:6px;background:${light.accent};color:${light.onAccent};font-weight:600;text-decoration:none">${block.text}</a></p>
`;
    case 'button':
      return html`<form method="post"><button class="button" style="padding:11px 22px;border:0;border-radius:6px;background:${light.accent};color:${light.onAccent};font:inherit;font-weight:600">${block.text}</button></form>
`;
    case 'fine':
      return html`<div class="fine" style="padding:14px 0 0;border-top:1px solid ${light.line}">
${block.lines.map(
  (line) =>
    html`<p class="quiet" style="margin:0 0 6px;font-size:13px;line-height:1.5;color:${light.quiet}">${line}</p>
`,
)}</div>
`;
  }
};

/** The whole document; no image, no script, nothing fetched. */
export const pageMarkup = ({ language, title, blocks }: Page): string =>
  `<!doctype html>\n${markupText(html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${title}</title>
<style>
${STYLES}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${light.ground}">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" class="ground" style="background:${light.ground}"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="max-width:560px"><tr><td class="sheet" style="padding:28px 32px;background:${light.sheet};border:1px solid ${light.line};border-radius:8px;text-align:left;font-family:${FONT};font-size:16px;line-height:1.6">
${blocks.map(blockMarkup)}</td></tr></table>
</td></tr></table>
</body>
</html>
`)}`;

const blockText = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
    case 'notice':
    case 'button':
      return block.text;
    case 'paragraph':
      return `${block.lead ?? ''}${block.text}`;
    case 'facts':
      return block.rows.map((row) => `${row.label}${row.value}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'link':
      return `${block.text}\n${block.href}`;
    case 'fine':
      return `----------\n${block.lines.join('\n')}`;
  }
};

/** The same, without markup. */
export const pageText = ({ blocks }: Page): string => `${blocks.map(blockText).join('\n\n')}\n`;
