import type { Lexicon, Tag } from './lexicon.ts';
import { lexiconEn } from './lexicon-en.ts';
import {
  type AmountKind,
  amountOf,
  endOfRun,
  type Form,
  fold,
  isDigit,
  isHan,
  isLetter,
  known,
  type Token,
} from './token.ts';

const IRREGULAR = new Map(
  `left leave,sent send,hung hang,kept keep,told tell,said say,wrote write,written write,drove drive,driven drive,broke break,broken break,spoke speak,spoken speak,spilt spill,shut shut,put put,hit hit,cut cut,read read,swore swear,sworn swear,slept sleep,wore wear,worn wear,threw throw,thrown throw,took take,taken take,gave give,given give,sold sell,bought buy,lost lose,found find,stole steal,stolen steal,lent lend,ran run,built build,met meet,paid pay,overpaid overpay,underpaid underpay,mislaid mislay,misread misread,forgot forget,forgotten forget,made make,did do,done do,went go,gone go,came come,got get,saw see,seen see,held hold,brought bring,caught catch,tore tear,torn tear,fell fall,fallen fall,rose rise,risen rise,grew grow,grown grow,withdrew withdraw,withdrawn withdraw,ate eat,eaten eat,drank drink,sat sit,stood stand,rang ring,overrode override,overridden override,began begin,begun begin,showed show,shown show,chose choose,chosen choose,became become,felt feel,thought think,knew know,led lead,dealt deal,taught teach,understood understand,let let,set set,reset reset,cost cost,spent spend,oversold oversell,shred shred,clung cling,slid slide,quit quit,fought fight,wound wind,spread spread,split split,laid lay,was be,were be,had have,has have,bound bind,ridden ride,rode ride,shook shake,shaken shake,backed-up backup`
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);

/** The base forms that a word may be an inflection of, each with the form it would be. */
export const lemmas = (word: string): readonly (readonly [string, Form])[] => {
  const found: (readonly [string, Form])[] = [[word, 'base']];
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) found.push([irregular, 'past']);
  const strip = (suffix: string, form: Form): void => {
    if (!word.endsWith(suffix) || word.length < suffix.length + 3) return;
    const stem = word.slice(0, -suffix.length);
    if (suffix !== 's' || !stem.endsWith('s')) {
      if (suffix !== 's') found.push([`${stem}e`, form]);
      found.push([stem, form]);
    }
    if (suffix === 's') return;
    if (stem.at(-1) === stem.at(-2)) found.push([stem.slice(0, -1), form]);
    if (stem.endsWith('i')) found.push([`${stem.slice(0, -1)}y`, form]);
  };
  strip('s', 's');
  strip('es', 's');
  strip('ed', 'past');
  strip('ing', 'ing');
  return found;
};

const NUMBERS = new Set(
  'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half double twice thrice tripled doubled halved two-thirds'.split(
    ' ',
  ),
);

interface Run {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: Token['kind'];
  readonly capital: boolean;
  readonly spaced: boolean;
}

const runsOf = (text: string, folded: string): readonly Run[] => {
  const runs: Run[] = [];
  let at = 0;
  let spaced = true;
  while (at < folded.length) {
    const char = folded[at];
    if (char === ' ' || char === '\t' || char === '\r' || char === '\u00a0' || char === '\u3000') {
      at += 1;
      spaced = true;
      continue;
    }
    const isRun = isDigit(char) || isLetter(char);
    let end = isRun ? endOfRun(folded, at) : at + 1;
    if (!isRun && isHan(char)) while (isHan(folded[end])) end += 1;
    // a surrogate pair stays whole
    if (!isRun && char !== undefined && char >= '\ud800' && char <= '\udbff' && end < folded.length)
      end = at + 2;
    const body = folded.slice(at, end);
    const number = /\d/.test(body) && isRun;
    runs.push({
      start: at,
      end,
      text: body,
      kind: isRun ? (number ? 'number' : 'word') : isHan(char) ? 'han' : 'mark',
      capital: isRun && text[at] !== folded[at],
      spaced,
    });
    spaced = false;
    at = end;
  }
  return runs;
};

/** "Lost her touch" is "lost his touch" to the dictionary. */
const OWNERS = new Set('her their your my our its'.split(' '));

/** The longest phrase of the dictionary at a place, its tags, its forms, and how many words it has. */
const phraseAt = (
  lexicon: Lexicon,
  runs: readonly Run[],
  from: number,
): { readonly length: number; readonly tags: readonly Tag[]; readonly forms: readonly Form[] } => {
  const first = known(runs, from);
  const readings = lemmas(first.text);
  let most = 1;
  for (const [base] of readings) most = Math.max(most, lexicon.longest.get(base) ?? 1);
  let words = '';
  let own = '';
  const tails: (readonly [string, string])[] = [['', '']];
  for (let length = 2; length <= most; length += 1) {
    const run = runs[from + length - 1];
    if (run === undefined) break;
    // a hyphen inside a phrase has been skipped by the caller
    if (run.kind !== 'word') break;
    words = `${words} ${run.text}`;
    own = `${own} ${OWNERS.has(run.text) ? 'his' : run.text}`;
    tails.push([words, own]);
  }
  for (let length = tails.length; length >= 1; length -= 1) {
    const [tail, same] = known(tails, length - 1);
    const tags: Tag[] = [];
    const forms: Form[] = [];
    for (const [base, form] of readings) {
      const known = lexicon.tags.get(base + tail) ?? lexicon.tags.get(base + same);
      if (known === undefined) continue;
      const verbal = known.some((tag) => tag === 'act' || tag === 'verb' || tag === 'aim');
      for (const tag of known) {
        const inflects =
          form === 'base' ||
          tag === 'act' ||
          tag === 'verb' ||
          tag === 'aim' ||
          (form === 's' && (tag === 'doc' || tag === 'thing' || tag === 'folk')) ||
          length > 1;
        if (inflects && !tags.includes(tag)) tags.push(tag);
      }
      if (verbal && !forms.includes(form)) forms.push(form);
    }
    if (tags.length > 0) return { length, tags, forms };
  }
  const guess: Form[] = first.text.endsWith('ed') && first.text.length > 5 ? ['past'] : [];
  return { length: 1, tags: [], forms: guess };
};

const MONTHS =
  /^(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)$/;
const MODAL_MONTH = /^(may|march|mar)$/;
const SMALL_UNIT = /^(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|shifts?)$/;
const LARGE_UNIT = /^(weeks?|months?|quarters?|years?)$/;
const MONEY = /^(dollars?|euros?|eur|usd|pounds?|gbp|cents?|yuan|rmb|francs?)$/;
const PERCENT = /^(percent|percentage|per|points?|pct)$/;
const NAMED =
  /^(section|item|line|station|machine|furnace|bed|ward|aisle|room|clause|page|chapter|paragraph|step|article|version|no|number|ticket|order|contract|week|level|gate|dock|bay|unit|zone|lane|route|floor|table|row|column|question|point|goal|criterion|phase|sprint|release)$/;
const BEFORE_PERIOD =
  /^(within|in|over|next|during|after|by|for|the|last|past|first|of|coming|next)$/;
const LATE =
  /^(late|overdue|later|early|earlier|behind|delay|delayed|delays|longer|faster|slower|ahead)$/;
const SUPERLATIVE = /^(best|worst|weakest|strongest|most|least|top|better|slowest|laziest)$/;

const DASHES = new Set(['-', '\u2010', '\u2011']);

/** Words, phrases, amounts and marks of an English text. */
export const tokensEn = (text: string): readonly Token[] => {
  const folded = fold(text);
  const lexicon = lexiconEn();
  const all = runsOf(text, folded);
  // a hyphen between two words is no mark: "high-quality" is two words, and phrases reach across
  const runs = all.filter(
    (run, index) =>
      !(
        DASHES.has(run.text) &&
        !run.spaced &&
        all[index + 1]?.spaced === false &&
        index > 0 &&
        all[index - 1]?.kind !== 'mark'
      ),
  );
  const tokens: Token[] = [];
  const word = (index: number): string => runs[index]?.text ?? '';
  let at = 0;
  while (at < runs.length) {
    const run = known(runs, at);
    if (run.kind === 'mark' || run.kind === 'han') {
      tokens.push({ ...run, tags: run.kind === 'han' ? ['thing'] : [] });
      at += 1;
      continue;
    }
    const { start, capital, spaced } = run;
    const phrase = phraseAt(lexicon, runs, at);
    const isNumber =
      run.kind === 'number' ||
      (phrase.length === 1 && (NUMBERS.has(run.text) || run.text === 'one'));
    if (isNumber) {
      let last = at;
      while (
        NUMBERS.has(word(last + 1)) ||
        (word(last + 1) === 'and' && NUMBERS.has(word(last + 2)))
      )
        last += 1;
      // one hundred, a hundred times
      const next = word(last + 1);
      const before = word(at - 1);
      let amount: AmountKind = run.kind === 'number' ? amountOf(run.text) : 'count';
      let take = 0;
      if (
        amount === 'count' ||
        amount === 'idiom' ||
        (amount === 'date' && /^\d{4}$/.test(run.text))
      ) {
        const beyond = Number.parseFloat(run.text) > 100;
        const given = /^(give|gives|giving|gave|given|put|puts|at|effort)$/;
        if (next === '%' || PERCENT.test(next)) {
          amount =
            (run.text === '110' || beyond) && (given.test(before) || given.test(word(at - 2)))
              ? 'idiom'
              : 'percent';
          take = next === 'per' ? (word(last + 2) === 'cent' ? 2 : 0) : 1;
          if (next === 'per' && take === 0) amount = 'count';
        } else if (MONEY.test(next) || ['$', '€', '£', '¥'].includes(before)) amount = 'money';
        else if (MONTHS.test(next) || MONTHS.test(before)) amount = 'date';
        else if (/^(am|pm|a|p)$/.test(next) && (next.length === 2 || word(last + 3) === 'm')) {
          amount = 'time';
        } else if (next === "o'clock") amount = 'time';
        else if (NAMED.test(before) && run.kind === 'number') amount = 'name';
        else if (NAMED.test(before) && before !== 'number') amount = 'name';
        else if (before === 'number' || before === 'no') amount = 'idiom';
        else if (before === '#') amount = 'name';
        else {
          const unit = ['calendar', 'working', 'business', 'consecutive', 'full'].includes(next)
            ? word(last + 2)
            : next;
          const value = Number.parseFloat(run.text);
          if (SMALL_UNIT.test(unit))
            amount = /^days?$/.test(unit) && value >= 14 ? 'period' : 'duration';
          if (LARGE_UNIT.test(unit)) amount = 'period';
          const near = [word(last + 2), word(last + 3), before, word(at - 2)];
          if (amount === 'period' && near.some((one) => LATE.test(one))) amount = 'duration';
          if (
            amount === 'duration' &&
            /^(days?|nights?)$/.test(unit) &&
            BEFORE_PERIOD.test(before) &&
            before !== 'within' &&
            before !== 'in' &&
            before !== 'by' &&
            before !== 'for' &&
            before !== 'after'
          )
            amount = 'period';
          if (run.text === 'one') {
            const following = lexicon.tags.get(next);
            const none = next === '' || (following?.includes('stop') ?? false);
            amount =
              amount !== 'count' ? amount : none || SUPERLATIVE.test(next) ? 'idiom' : 'weak';
            if (next === 'of' && ![3, 4].some((n) => NUMBERS.has(word(last + n)))) amount = 'idiom';
            if (/^(day|time|way|hand|thing|another)$/.test(next)) amount = 'idiom';
          }
          if (
            /^(areas?|ways?|things?|aspects?|respects?|weaknesses|strengths|qualities|fronts|dimensions|points?|reasons?|words?)$/.test(
              next,
            )
          )
            amount = 'weak';
          if (run.text === '110' && amount === 'idiom') amount = 'count';
          if (/^(hundred|thousand|million)$/.test(word(last)) && next === 'times') amount = 'idiom';
          if (run.text === 'double' && /^(check|checked|checks|standards?|down)$/.test(next))
            amount = 'idiom';
        }
      }
      last += take;
      const { end } = known(runs, last);
      tokens.push({
        start,
        end,
        text: folded.slice(start, end),
        kind: 'number',
        tags: [],
        amount,
        capital,
        spaced,
      });
      at = last + 1;
      continue;
    }
    const { length, tags, forms } = phrase;
    const { end } = known(runs, at + length - 1);
    let own: readonly Tag[] = tags;
    if (length === 1 && MONTHS.test(run.text)) {
      const isMonth =
        !MODAL_MONTH.test(run.text) ||
        (capital && tokens.length > 0 && tokens.at(-1)?.text !== '.') ||
        /^(in|since|of|by|until|last|early|late|mid|the|this|from|during|between)$/.test(
          word(at - 1),
        ) ||
        /^\d/.test(word(at + 1)) ||
        /^\d/.test(word(at - 1));
      own = isMonth ? ['date'] : ['stop'];
    }
    tokens.push({
      start,
      end,
      text: folded.slice(start, end),
      kind: 'word',
      tags: own,
      forms,
      capital,
      spaced,
    });
    at += length;
  }
  return tokens;
};
