import type { Category, Language, TextKind, WordingFinding } from './category.ts';
import { tokensZh } from './chinese.ts';
import { type Reading, read } from './clauses.ts';
import { tokensEn } from './english.ts';
import type { Tag } from './lexicon.ts';
import { settled } from './numbers.ts';
import { type Mark, marksEn } from './patterns-en.ts';
import { marksZh } from './patterns-zh.ts';
import { type AmountKind, fold, known, type Token } from './token.ts';

/** A sentence states a fact when its anchors weigh at least this much. */
const ENOUGH = 2.4;
/** A clause that nothing is wrong with, and that weighs this much, carries a vague one beside it. */
const CARRIES = 3.2;

const WEIGHT: Readonly<Record<NonNullable<Mark['soft']>, number>> = {
  quant: 4,
  lately: 2,
  deg: 2.5,
  timely: 2.5,
  abs: 4,
  aim: 3.5,
};
/** No fact beside them excuses these. */
const HARD = new Set<Category>([
  'TRAIT',
  'MIND_READING',
  'HEARSAY',
  'THREAT',
  'HEALTH_OR_PROTECTED',
  'RESIGNATION',
]);

const EXACT = new Set<AmountKind>(['count', 'percent', 'money', 'duration']);
const COUNTED = new Set<AmountKind>(['count', 'percent']);
const DATED = new Set<AmountKind>(['date', 'time', 'period']);
const HABIT =
  /^(daily|weekly|monthly|quarterly|morning|afternoon|evening|weekday|weekend|day after)$/;
const STATE =
  /^(late|absent|missing|unsigned|unlocked|unattended|empty|blank|overdue|expired|unanswered|unread|unopened|uncovered|unlabelled|unlabeled|unticked|unchecked|wrong|incorrect|incomplete|duplicate|outdated|superseded|offline|locked|open|unpaid|untested|undocumented|unreviewed|unsent|uncounted|unfastened|early)$/;
const OF_NOUN =
  /^(the|a|an|his|her|their|its|this|that|each|every|of|in|your|our|no|any|per|for|on|to|by|with|and|from)$/;
const TARGETS = new Set<AmountKind>(['count', 'percent', 'money', 'duration', 'time']);

const OMITS = /^(没有|没|无|缺|缺少|少)$/;
const PAPERS = /^[证单表函簿册稿图卡据]$/;
const PLACES = /^(时|期间|里|内|上|前|后|旁|旁边|结束后|开始前|途中)$/;
const AROUND =
  /^(了|过|完|到|在|进|入|给|掉|成|出|错|上|下|好|走|回|至|向|着|满|空|开|关|坏|破|清|全|齐)$/;

/** Whether a one-character verb is one here: 没有锁门, 收了礼品, 倒进水槽; not the half of another word. */
const handles = (tokens: readonly Token[], i: number, first: number): boolean => {
  const before = i > first ? tokens[i - 1] : undefined;
  const after = tokens[i + 1];
  return (
    AROUND.test(after?.text ?? '') ||
    (after?.tags.includes('doc') ?? false) ||
    (after?.tags.includes('thing') ?? false) ||
    /^(未|没|没有|漏|错|不|先|再|未经)$/.test(before?.text ?? '')
  );
};

/** What the anchors of each clause weigh. */
const factsOf = (reading: Reading, language: Language): readonly number[] => {
  const { tokens, clauses, quoted, quotations } = reading;
  return clauses.map(([first, last], clause) => {
    let exact = 0;
    let dates = 0;
    let acts = 0;
    let things = 0;
    let other = Math.min(1, known(quotations, clause)) * 3;
    let unknown = 0;
    let absent = false;
    for (let i = first; i <= last; i += 1) {
      const token = known(tokens, i);
      // a path or an address: /refunds
      if (token.text === '/' && token.spaced === true && tokens[i + 1]?.spaced === false)
        things += 1.4;
      if (token.kind === 'mark') continue;
      if (/^(未|没有)(出现|发生)$|^未(见|发现)$/.test(token.text)) absent = true;
      const { amount, tags, text } = token;
      if (amount !== undefined) {
        if (EXACT.has(amount)) exact += exact === 0 ? 3 : 0.7;
        else if (DATED.has(amount)) dates += dates === 0 ? 1.5 : 0.8;
        else if (amount === 'name') things += 1.4;
        else if (amount === 'weak') other += 0.9;
        continue;
      }
      const is = (tag: Tag): boolean => tags.includes(tag);
      if (is('date')) dates += HABIT.test(text) ? 0.6 : dates === 0 ? 1.5 : 0.8;
      else if (language === 'en') {
        const before = tokens[i - 1];
        const noun = before !== undefined && OF_NOUN.test(before.text);
        const forms = token.forms ?? [];
        if (is('act') && !(noun && !forms.includes('past'))) {
          const denied = [1, 2, 3].some(
            (n) =>
              i - n >= first &&
              (tokens[i - n]?.tags.includes('neg') ||
                /^(refused|without|did)$/.test(known(tokens, i - n).text)),
          );
          const past =
            forms.includes('past') &&
            !(
              forms.includes('base') && !/^(read|put|cut|hit|shut|spread|reset|let|set)$/.test(text)
            );
          const weight = past
            ? 2
            : denied
              ? /^(does|do|doesn't|don't|does not|do not)$/.test(known(tokens, i - 1).text) ||
                tokens[i - 2]?.text === 'does' ||
                tokens[i - 2]?.text === 'do'
                ? 0.8
                : 2
              : forms.includes('ing')
                ? 1
                : 0.9;
          acts += acts === 0 ? weight : weight / 2;
          if (is('doc') || is('thing')) things += 0.2;
        } else if (is('act')) things += 0.6;
        else if (is('doc') || is('thing')) {
          things += is('doc') ? 0.8 : 0.6;
          // has no entry, without a signature
          if (before?.text === 'no' || (before?.text === 'a' && tokens[i - 2]?.text === 'without'))
            other += 1.2;
        } else if (STATE.test(text)) other += 1.2;
        else if (is('lack') && /^(a|an|the|its)$/.test(tokens[i + 1]?.text ?? '')) other += 1.6;
        else if (
          tags.length === 0 &&
          token.kind === 'word' &&
          text.length > 3 &&
          !text.endsWith('ly')
        ) {
          const past = forms.includes('past');
          const subject =
            i === first ||
            before?.tags.includes('per') ||
            (before?.tags.includes('be') && !/^(is|are|am|he's|she's)$/.test(before.text)) ||
            before?.tags.includes('neg') ||
            before?.capital === true ||
            before?.text === 'and';
          if (past && subject) acts += acts === 0 ? 1.5 : 0.7;
          else unknown += token.capital && i > first ? 0.5 : 0.35;
        }
      } else {
        const before = tokens[i - 1];
        if (is('act')) {
          const omitted = i > first && /^(未|没|没有|未经)$/.test(known(tokens, i - 1).text);
          const weight = 1.6 + (omitted ? 0.6 : 0) + (absent ? 1 : 0);
          acts += acts === 0 ? weight : weight / 2;
        } else if (is('hand') && handles(tokens, i, first)) acts += acts === 0 ? 1.6 : 0.8;
        else if (is('doc') || is('thing')) {
          things += is('doc') ? 0.8 : 0.6;
          const farther = i > first + 1 ? known(tokens, i - 2).text : '';
          if (i > first && (OMITS.test(known(tokens, i - 1).text) || OMITS.test(farther)))
            other += 1.2;
        } else if (is('own')) other += text === '将' ? 0.6 : 1.2;
        else if (PLACES.test(text) && i > first && before?.kind !== 'mark') other += 0.3;
        else if (is('say') && !quoted[i]) other += 0.3;
        else if (tags.length === 0 && token.kind === 'han') {
          // 电工证, 领料表: a paper of any name
          const after = tokens[i + 1];
          const paper =
            PAPERS.test(text) &&
            before?.kind === 'han' &&
            i > first &&
            !(after?.kind === 'han' && after.tags.length === 0);
          if (paper) things += 0.8;
          else unknown += 0.1;
        }
      }
    }
    return (
      exact +
      Math.min(dates, 3) +
      Math.min(acts, 3.6) +
      Math.min(things, 2.4) +
      Math.min(unknown, 0.9) +
      other
    );
  });
};

const SHOWS = new Set<AmountKind>([...EXACT, ...DATED, 'name']);
/** A headline is this short: "Slow to respond: …", 拖沓：…. */
const HEADLINE = 6;
const ALLEGED = /^(accused|accusation|allegation|alleged|charge|被指|指控|所谓|反映的)$/;
const NO_WORDS = /[没未无]/;

/**
 * Whether a judgement is only the headline of what follows, or is called untrue: "Slow: 48 minutes for
 * the alert of 3 May", 拖沓的例子如下：…, 说他粗心并不成立.
 * @param shows whether a clause states a fact with number, date or name
 */
const proofOf = (
  { tokens, clauses, clauseOf, sentenceOf, quoted }: Reading,
  shows: (clause: number) => boolean,
): ((mark: Mark) => boolean) => {
  /** By clause: whether a later one of its sentence shows something. */
  const later: boolean[] = new Array(clauses.length).fill(false);
  for (let c = clauses.length - 2; c >= 0; c -= 1)
    later[c] = sentenceOf[c] === sentenceOf[c + 1] && (later[c + 1] === true || shows(c + 1));
  const proofs = new Map<number, number>();
  const refuted = new Set<number>();
  const alleged = new Set<number>();
  const people = new Set<number>();
  const negated = new Set<number>();
  tokens.forEach(({ tags, text }, i) => {
    const clause = known(clauseOf, i);
    if (tags.includes('per')) people.add(clause);
    if (quoted[i]) return;
    if (ALLEGED.test(text)) alleged.add(clause);
    if (tags.includes('proof')) proofs.set(clause, i);
    if (tags.includes('deny') && (!text.endsWith('为') || negated.has(clause))) refuted.add(clause);
    if (NO_WORDS.test(text)) negated.add(clause);
  });
  return ({ category, soft, from, to }) => {
    if (category !== 'TRAIT' && soft === undefined) return false;
    const clause = known(clauseOf, from);
    if (refuted.has(clause)) return true;
    if (category !== 'TRAIT') return false;
    const [first, last] = known(clauses, clause);
    if (alleged.has(clause) && later[clause] === true) return true;
    if (later[clause] === true && /^(不|不算|并不)$/.test(tokens[from - 1]?.text ?? ''))
      return true;
    const proof = proofs.get(clause) ?? -1;
    if (proof > to && (shows(clause) || later[clause] === true)) return true;
    if (later[clause] !== true) return false;
    const next = proofs.get(clause + 1);
    if (next !== undefined && next <= known(clauses, clause + 1)[0] + 2) return true;
    return (
      /^[:：—–]$/.test(known(tokens, last).text) && last - first <= HEADLINE && !people.has(clause)
    );
  };
};

interface Judgement {
  readonly reading: Reading;
  /** Suspicions that stand. */
  readonly marks: readonly Mark[];
  /** What speaks for a fact, less what speaks against it. */
  readonly weight: number;
  /** What the anchors of each clause weigh, and of all. */
  readonly facts: readonly number[];
  readonly sum: number;
}

/** Reads a text and weighs it. */
const judge = (text: string, language: Language): Judgement => {
  const found = language === 'en' ? tokensEn(text) : tokensZh(text);
  const reading = read(settled(found, fold(text), language));
  const { tokens, clauses, clauseOf, sentenceOf } = reading;
  const all = language === 'en' ? marksEn(reading) : marksZh(reading);
  const facts = factsOf(reading, language);
  const kinds = clauses.map(([first, last]) => {
    const found = new Map<AmountKind, number>();
    for (let i = first; i <= last; i += 1) {
      const token: Token | undefined = tokens[i];
      const kind = token?.amount ?? (token?.tags.includes('date') ? 'date' : undefined);
      if (kind !== undefined) found.set(kind, (found.get(kind) ?? 0) + 1);
    }
    return found;
  });
  const any = (clause: number, wanted: ReadonlySet<AmountKind>): boolean =>
    [...(kinds[clause]?.keys() ?? [])].some((kind) => wanted.has(kind));
  /** Whether the clause, or the one that explains it, counts. */
  const counted = (clause: number): boolean =>
    any(clause, COUNTED) || (kinds[clause]?.get('date') ?? 0) >= 2;
  /** A clause that is nothing but what the one before announced: "often late: 3 March, 9 March". */
  const explains = (clause: number): boolean => {
    const range = clauses[clause];
    if (range === undefined || sentenceOf[clause] !== sentenceOf[clause - 1]) return false;
    const [first] = range;
    const head = known(tokens, first);
    const mark = tokens[first - 1]?.text;
    return (
      mark === ':' ||
      head.kind === 'number' ||
      head.text === '(' ||
      /^(分别|如|例如|包括|其中|即|for example|such as|namely|including|that)$/.test(head.text) ||
      head.tags.includes('date')
    );
  };
  const nearby = (clause: number, test: (one: number) => boolean): boolean =>
    test(clause) || (explains(clause + 1) && test(clause + 1));
  const targetIn = new Set<number>();
  clauses.forEach((_, clause) => {
    if (any(clause, TARGETS)) targetIn.add(known(sentenceOf, clause));
  });
  const excused = ({ soft, from }: Mark): boolean => {
    const clause = known(clauseOf, from);
    switch (soft) {
      case 'quant':
        return nearby(clause, counted);
      case 'abs':
        return nearby(
          clause,
          (one) => counted(one) || (any(one, DATED) && known(facts, one) >= CARRIES),
        );
      case 'deg':
        return (
          any(clause, EXACT) ||
          (any(clause + 1, EXACT) && sentenceOf[clause] === sentenceOf[clause + 1])
        );
      case 'timely':
      case 'lately':
        return nearby(clause, (one) => any(one, EXACT) || any(one, DATED));
      case 'aim':
        return targetIn.has(known(sentenceOf, clause));
      default:
        return false;
    }
  };
  const rests = proofOf(reading, (clause) => known(facts, clause) >= CARRIES && any(clause, SHOWS));
  const marks = all.filter((mark) => !excused(mark) && !rests(mark));
  const dirty = new Set(marks.map(({ from }) => known(clauseOf, from)));
  const carried = new Set<number>();
  facts.forEach((weight, clause) => {
    if (!dirty.has(clause) && weight >= CARRIES) carried.add(known(sentenceOf, clause));
  });
  let against = 0;
  const seen = new Map<string, number>();
  for (const { soft, from, category } of marks) {
    const clause = known(clauseOf, from);
    // each fault counts once a clause; marks come in the order of the text
    if (seen.get(soft ?? category) === clause) continue;
    seen.set(soft ?? category, clause);
    const relieved = carried.size > 0;
    if (soft !== undefined) against += relieved ? 1 : WEIGHT[soft];
    else if (category === 'EMOTIVE') against += 6;
    else if (category === 'NEGATIVE_ONLY') against += relieved ? 1 : 3;
  }
  const tagged = (tag: Tag): boolean =>
    tokens.some((token, i) => token.tags.includes(tag) && !reading.quoted[i]);
  if (tagged('hedge')) against += 1.5;
  if (tagged('bad')) against += 1.2;
  if (tagged('good')) against += 1.2;
  const sum = facts.reduce((total, one) => total + one, 0);
  return { reading, marks, facts, sum, weight: sum - against };
};

/** The language that a text is written in: Chinese where Chinese characters carry it. */
export const languageOf = (text: string): Language => {
  let han = 0;
  let letters = 0;
  for (const char of text) {
    if (char >= '\u3400' && char <= '\u9fff') han += 1;
    else if (/[A-Za-z]/.test(char)) letters += 1;
  }
  return han * 3 >= letters && han > 0 ? 'zh-CN' : 'en';
};

/** What a careful reader would call the text. */
export type Label = 'factual' | 'vague';

/**
 * Whether a text, as it stands, states a fact or a target that can be checked, and judges no person.
 */
export const label = (text: string, language: Language): Label => {
  const { marks, weight } = judge(text, language);
  if (marks.some(({ category }) => HARD.has(category))) return 'vague';
  return weight >= ENOUGH ? 'factual' : 'vague';
};

/**
 * What is wrong with a text's wording, in the order of the text. Linear in its length.
 * @param kind what the text is for; without it, everything is looked for
 */
export const checkWording = (
  text: string,
  language: Language,
  kind?: TextKind,
): readonly WordingFinding[] => {
  const { reading, marks, facts, sum } = judge(text, language);
  const { tokens, clauseOf, sentenceOf } = reading;
  const goal = kind === undefined || kind === 'goal';
  const weights: number[] = [];
  facts.forEach((weight, clause) => {
    const sentence = known(sentenceOf, clause);
    weights[sentence] = (weights[sentence] ?? 0) + weight;
  });
  const findings: WordingFinding[] = [];
  for (const { category, from, to, soft } of marks) {
    if (!goal && (category === 'NON_TARGET' || category === 'NEGATIVE_ONLY')) continue;
    // "better than last time", in a sentence that says what was done
    const mild = soft === 'deg' || soft === 'timely' || soft === 'lately';
    if (mild && known(weights, known(sentenceOf, known(clauseOf, from))) >= CARRIES) continue;
    const { start } = known(tokens, Math.max(0, from));
    const { end } = known(tokens, Math.min(tokens.length - 1, to));
    findings.push({ start, end, category });
  }
  const words = tokens.filter((token) => token.kind !== 'mark');
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? 0;
  if (sum < ENOUGH && end > start) findings.push({ start, end, category: 'NO_FACT' });
  findings.sort((a, b) => a.start - b.start || a.end - b.end || (a.category < b.category ? -1 : 1));
  return findings.filter((one, index) => {
    const before = findings[index - 1];
    return (
      before?.start !== one.start || before.end !== one.end || before.category !== one.category
    );
  });
};
