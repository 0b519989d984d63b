import { known, type Token } from './token.ts';

/** Tokens with the clause and sentence that each stands in, and whether it is somebody's own words. */
export interface Reading {
  readonly tokens: readonly Token[];
  /** By token. */
  readonly clauseOf: readonly number[];
  /** By token: quoted, or reported after "the customer wrote:". */
  readonly quoted: readonly boolean[];
  /** First and last token of each clause, marks included. */
  readonly clauses: readonly (readonly [number, number])[];
  /** By clause. */
  readonly sentenceOf: readonly number[];
  /** By clause: how many quotations open in it, and whether a witness is named. */
  readonly quotations: readonly number[];
}

const ENDS_SENTENCE = new Set(['。', '!', '?', '\n', '…', '！', '？']);
const ENDS_CLAUSE = new Set([',', ';', ':', '，', '；', '：', '—', '–']);
const OPENS = new Map([
  ['(', ')'],
  ['（', '）'],
  ['[', ']'],
]);
const QUOTES = new Map([
  ['“', '”'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
  ['《', ''],
]);
/** Words that begin a clause of their own in English. */
const JOINS = /^(because|although|though|but|while|whereas|which|since|so)$/;
const SHORTEST_QUOTE_WORDS = 3;
const SHORTEST_QUOTE_HAN = 4;

const widthOf = (tokens: readonly Token[], from: number, to: number): number => {
  let width = 0;
  for (let i = from; i < to; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'mark') continue;
    width +=
      token.kind === 'han'
        ? (token.end - token.start) / SHORTEST_QUOTE_HAN
        : 1 / SHORTEST_QUOTE_WORDS;
  }
  return width;
};

const CALLS =
  /^(称|称呼|骂|喊|叫|吼|说|回复|写道|写着|写的是|勾选|called|calling|told|said|shouted|spoke|spoken|wrote|words)$/;
/** How far before a quotation the word may stand that makes it one. */
const CALL_REACH = 12;

/** Whether a verb of speaking stands before a quotation, in the same stretch of words. */
const calledBefore = (tokens: readonly Token[], at: number): boolean => {
  for (let i = at - 1; i >= 0 && i > at - CALL_REACH; i -= 1) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'mark') return false;
    if (CALLS.test(token.text)) return true;
  }
  return false;
};

/** Cuts tokens into clauses and sentences, and finds what is quoted. */
export const read = (tokens: readonly Token[]): Reading => {
  const quoted: boolean[] = new Array(tokens.length).fill(false);
  const opensQuote = new Set<number>();
  let open: { at: number; close: string } | undefined;
  for (let i = 0; i < tokens.length; i += 1) {
    const { text } = known(tokens, i);
    if (open !== undefined && text === open.close) {
      const { at } = open;
      const before = [tokens[at - 1], tokens[at - 2], tokens[at - 3]];
      const attributed =
        before.some(
          (token) =>
            token?.tags.includes('say') || token?.tags.includes('src') || token?.text === '写',
        ) || calledBefore(tokens, at);
      if (attributed || widthOf(tokens, open.at, i) >= 1) {
        if (attributed) opensQuote.add(open.at);
        for (let j = open.at; j <= i; j += 1) quoted[j] = true;
      }
      open = undefined;
    } else if (open === undefined && QUOTES.has(text)) {
      const close = QUOTES.get(text);
      if (close) open = { at: i, close };
    }
  }
  const clauseOf: number[] = [];
  const clauses: [number, number][] = [];
  const sentenceOf: number[] = [];
  const quotations: number[] = [];
  let sentence = 0;
  let first = 0;
  const depth: string[] = [];
  let reported = false;
  const endClause = (last: number): void => {
    if (last < first) return;
    clauses.push([first, last]);
    sentenceOf.push(sentence);
    let count = 0;
    for (let i = first; i <= last; i += 1) if (opensQuote.has(i)) count += 1;
    quotations.push(count);
    first = last + 1;
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const token = known(tokens, i);
    const { text } = token;
    if (token.kind === 'word' && JOINS.test(text) && i > first && depth.length === 0 && !quoted[i])
      endClause(i - 1);
    // "and he", "and she": another statement
    if (
      text === 'and' &&
      /^(he|she|they|you|his|her|is|was|can|has)$/.test(tokens[i + 1]?.text ?? '') &&
      i > first &&
      depth.length === 0
    )
      endClause(i - 1);
    if (reported) quoted[i] = true;
    clauseOf.push(clauses.length);
    if (token.kind !== 'mark') continue;
    const close = OPENS.get(text);
    if (close !== undefined) depth.push(close);
    else if (text === depth.at(-1)) depth.pop();
    const next = tokens[i + 1];
    const stop =
      ENDS_SENTENCE.has(text) || (text === '.' && (next === undefined || next.spaced === true));
    if (stop) {
      depth.length = 0;
      reported = false;
      endClause(i);
      sentence += 1;
    } else if (ENDS_CLAUSE.has(text) && depth.length === 0) {
      if (text === ':' || text === '：') {
        const before = tokens[i - 1];
        const witness = before?.tags.includes('say') || before?.tags.includes('src');
        if (
          witness &&
          !/^(report|employee|manager|supervisor|员工|记录|主管|反馈|提出|要求)$/.test(
            known(tokens, i - 1).text,
          )
        ) {
          reported = true;
        }
      }
      endClause(i);
    }
  }
  endClause(tokens.length - 1);
  return { tokens, clauseOf, quoted, clauses, sentenceOf, quotations };
};
