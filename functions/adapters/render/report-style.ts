import { type Html, html } from '../markup/html.ts';

/**
 * A text inside a CSS string: everything but letters and digits is written as its code, so that no
 * text can end the string or the style sheet.
 */
const cssText = (text: string): string =>
  text.replace(
    /[^\p{L}\p{N}]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );

/** What print carries at the edge of every page. */
export interface RunningHeader {
  readonly left: string;
  readonly right: string;
  /** At the foot of every page. */
  readonly foot: string;
}

/**
 * The one style sheet of reports: A4 with running header on paper (always light), a single column
 * on a phone, dark where the screen asks for it. What backgrounds say, borders and words say too,
 * since browsers print no backgrounds.
 */
export const reportStyle = ({ left, right, foot }: RunningHeader): Html => html`<style>
:root {
  --ink: #1c2128; --muted: #555d68; --rule: #d5dae0; --soft: #f5f7f9; --paper: #fff;
  --accent: #1f4e79; --judgement: #8a5a00; --judgement-soft: #fff9ec;
  --statement: #1d6a58; --statement-soft: #f0f8f5; --alert: #a3312a; --target: #2b6a30;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --ink: #e6e9ed; --muted: #a7b0bb; --rule: #3b434d; --soft: #1d2229; --paper: #14181d;
    --accent: #8fbce6; --judgement: #e0b25c; --judgement-soft: #26200f;
    --statement: #77c7b1; --statement-soft: #12241f; --alert: #f0968e; --target: #86c98b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 60rem;
  background: var(--paper); color: var(--ink);
  font: .95rem/1.6 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.75rem; line-height: 1.3; margin: .25rem 0 .5rem; }
h2 { font-size: 1.3rem; line-height: 1.35; margin: 2.75rem 0 1rem; padding-bottom: .35rem; border-bottom: 2px solid var(--accent); color: var(--accent); }
h3 { font-size: 1.08rem; margin: 1.75rem 0 .6rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
code { font-family: ui-monospace, Consolas, "Liberation Mono", monospace; font-size: .86em; overflow-wrap: anywhere; }
.company { margin: 0; color: var(--muted); }
.confidential { margin: 0; font-size: .85rem; color: var(--alert); }
.plan-title { margin: 0 0 1.25rem; font-size: 1.15rem; }
.notes { margin: 1.25rem 0 0; padding: .75rem 1rem; background: var(--soft); border: 1px solid var(--rule); border-radius: 4px; font-size: .9rem; }
.notes p { margin: .25rem 0; }
nav.contents { margin: 1.5rem 0 0; font-size: .95rem; }
nav.contents h2 { font-size: 1rem; margin: 0 0 .5rem; padding: 0; border: 0; }
nav.contents ol { list-style: none; margin: 0; padding: 0; columns: 16rem auto; }
nav.contents li { break-inside: avoid; padding: .1rem 0; }
.block { margin: .9rem 0; }
.block > :first-child { margin-top: 0; }
.caption, caption { font-size: 1rem; font-weight: 600; text-align: start; padding: 0; margin: 0 0 .4rem; }
.tag { display: inline-block; margin-inline-start: .5em; padding: 0 .45em; border: 1px solid currentColor; border-radius: 3px; font-size: .75rem; font-weight: 400; line-height: 1.5; white-space: nowrap; vertical-align: .08em; }
.asserted > .tag { margin-inline-start: 0; }
.tag.judgement { color: var(--judgement); }
.tag.statement { color: var(--statement); }
.tag.fact { color: var(--muted); }
.block.judgement { padding: .6rem .9rem; border-inline-start: 4px double var(--judgement); background: var(--judgement-soft); }
.block.statement { padding: .6rem .9rem; border-inline-start: 4px solid var(--statement); background: var(--statement-soft); }
.said { white-space: pre-line; }
.asserted.judgement { border-inline-start: 3px double var(--judgement); padding-inline-start: .5em; }
.asserted.statement { border-inline-start: 3px solid var(--statement); padding-inline-start: .5em; }
.asserted { display: block; }
dl.facts { display: grid; grid-template-columns: 8.5em 1fr; gap: .3rem 1rem; margin: 0; }
:lang(en) dl.facts { grid-template-columns: 11em 1fr; }
dl.facts > div { display: contents; }
header dl.facts, :lang(en) header dl.facts { grid-template-columns: max-content 1fr; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; }
dl.facts > [data-nature="judgement"] > dd { border-inline-start: 3px double var(--judgement); padding-inline-start: .6em; }
dl.facts > [data-nature="statement"] > dd { border-inline-start: 3px solid var(--statement); padding-inline-start: .6em; }
.block.judgement dl.facts > [data-nature="judgement"] > dd, .block.statement dl.facts > [data-nature="statement"] > dd { border: 0; padding: 0; }
ul.lines { list-style: none; margin: 0; padding: 0; }
ul.lines > li + li { margin-top: .15rem; }
dd > ul.lines > li { padding-inline-start: .9em; text-indent: -.9em; }
dd > ul.lines > li::before { content: "·"; display: inline-block; width: .9em; text-indent: 0; text-align: center; }
dd > ul.lines > li > * { text-indent: 0; }
table { overflow-wrap: break-word; width: 100%; border-collapse: collapse; font-size: .92rem; line-height: 1.5; }
caption { caption-side: top; }
th, td { padding: .4rem .55rem; border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; }
thead th { overflow-wrap: normal; word-break: keep-all; border-bottom: 2px solid var(--muted); font-weight: 600; font-size: .87rem; color: var(--muted); }
tbody th { font-weight: 400; }
tbody th.short { font-weight: 600; }
th.end, td.end { text-align: end; font-variant-numeric: tabular-nums; }
td.short, th.short { white-space: nowrap; }
tr.struck > * { color: var(--muted); }
tr.struck s { text-decoration-thickness: 1.5px; }
.status { display: inline-block; padding: 0 .5em; border: 1px solid var(--rule); border-radius: 999px; white-space: nowrap; }
.status.good { border-color: var(--target); color: var(--target); }
.status.watch { border-color: var(--judgement); color: var(--judgement); }
.status.bad { border-color: var(--alert); color: var(--alert); }
ol.entries { list-style: none; margin: 0; padding: 0; }
ol.entries > li { padding: .6rem 0; border-top: 1px solid var(--rule); }
.entry-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1.5em; }
.entry-title { margin: 0; }
.meta { margin: 0; color: var(--muted); font-size: .9rem; }
.meta span + span { margin-inline-start: .75em; }
.entry-body > .block { margin: .5rem 0; }
.mark { display: inline-block; margin-inline-start: .6em; padding: 0 .5em; border: 1px solid var(--alert); color: var(--alert); border-radius: 3px; font-size: .78rem; font-weight: 400; }
figure { margin: .9rem 0; }
blockquote { margin: .25rem 0 0; white-space: pre-line; }
figcaption .by { margin-inline-start: .6em; color: var(--muted); font-size: .9rem; }
.signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1.5rem; margin-top: 1.5rem; }
.signatures > div { border: 1px solid var(--rule); border-radius: 4px; padding: .75rem 1rem; }
.signatures p { margin: 0; }
.signatures p.signature-line { margin-top: 3rem; padding-top: .3rem; border-top: 1px solid var(--muted); font-size: .85rem; color: var(--muted); }
.signatures .stamp { border: 0; text-align: center; font-size: .75rem; color: var(--muted); }
.signatures .code { width: 7rem; height: 7rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.chart svg[role] { display: block; width: 100%; height: auto; }
.chart text { font-size: 12px; fill: var(--muted); }
.chart text.middle { text-anchor: middle; }
.chart text.end { text-anchor: end; }
.chart line.grid { stroke: var(--rule); stroke-width: 1; }
.chart line.month { stroke: var(--muted); }
.chart line.checkpoint { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 2 3; }
.chart polyline, .chart path { fill: none; }
.chart .course { stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
.chart .course.dot { fill: var(--accent); stroke: none; }
.chart .measured { fill: var(--paper); stroke: var(--accent); stroke-width: 1.5; }
.chart .struck { stroke: var(--muted); stroke-width: 1.5; }
.chart .expected { stroke: var(--muted); stroke-width: 2; stroke-dasharray: 1 4; stroke-linecap: round; }
.chart .target { stroke: var(--target); stroke-width: 2; stroke-dasharray: 9 5; }
.chart line.today { stroke: var(--muted); stroke-width: 1; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; margin: .25rem 0 0; padding: 0; font-size: .85rem; }
.legend li { display: flex; align-items: center; gap: .45em; }
.chart-text { font-size: .9rem; color: var(--muted); }
@media screen and (max-width: 40rem) {
  body { padding: 1.25rem 1rem 3rem; }
  h1 { font-size: 1.45rem; }
  dl.facts { display: block; }
  dl.facts > div { display: block; padding: .25rem 0; }
  dt { font-size: .85rem; max-width: none; }
  table, tbody, tr, th, td, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: .6rem 0; border-bottom: 1px solid var(--rule); }
  tbody th, tbody td, tbody td.end { border: 0; padding: .15rem 0; text-align: start; }
  tbody td { display: grid; grid-template-columns: 7.5em 1fr; gap: .75em; }
  tbody th::before { content: attr(data-label) " "; color: var(--muted); font-weight: 400; font-size: .85rem; }
  tbody td::before { content: attr(data-label); color: var(--muted); font-size: .85rem; }
  td.short, th.short { white-space: normal; }
  tbody td.empty { display: none; }
  .chart text { font-size: 21px; }
  .chart .month { display: none; }
  .signatures { grid-template-columns: 1fr; }
}
@page {
  size: A4;
  margin: 22mm 17mm 20mm;
  font-family: Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  @top-left { content: "${cssText(left)}"; font-size: 8.5pt; color: #555d68; }
  @top-right { content: "${cssText(right)}"; font-size: 8.5pt; color: #555d68; }
  @bottom-left { content: "${cssText(foot)}"; font-size: 7pt; color: #555d68; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8.5pt; color: #555d68; }
}
@media print {
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; line-height: 1.45; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; margin: 8mm 0 3mm; }
  h3 { font-size: 11pt; margin: 5mm 0 2mm; }
  h4 { font-size: 10pt; }
  .block { margin: 2.5mm 0; }
  .tag, .mark { font-size: 7.5pt; }
  h2, h3, h4, h2 + p, h3 + p, .caption, caption { break-after: avoid; }
  nav.contents { display: none; }
  .confidential { display: none; }
  table { font-size: 8.5pt; }
  th, td { padding: 1mm 1.5mm; }
  thead th { font-size: 8pt; }
  .caption, caption { font-size: 9.5pt; }
  thead { display: table-header-group; }
  thead, .entry-head { break-inside: avoid; break-after: avoid; }
  tr, dl.facts > div, .chart, .signatures, .notes, .keep, ul.lines li { break-inside: avoid; }
  .entry-body > :first-child { break-before: avoid; }
  p, blockquote, dd { orphans: 2; widows: 2; }
  .block.judgement, .block.statement, .notes { background: none; }
  .receipt { break-inside: avoid; }
  .signatures p.signature-line { margin-top: 11mm; }
  a { color: inherit; text-decoration: none; }
}
</style>`;
