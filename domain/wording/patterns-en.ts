import type { Category } from './category.ts';
import type { Reading } from './clauses.ts';
import type { Tag } from './lexicon.ts';
import { known, type Token } from './token.ts';

/** A suspicion: which tokens, what of. Whether it stands is decided in `judge.ts`. */
export interface Mark {
  readonly category: Category;
  readonly from: number;
  readonly to: number;
  /** What kind of exactness would excuse it. */
  readonly soft?: 'quant' | 'lately' | 'deg' | 'timely' | 'abs' | 'aim';
}

const STRONG_AIM =
  /^(improve|strengthen|enhance|strive|try|work on|develop|focus|focus on|concentrate|become|increase|reduce|decrease|raise|boost|minimi[sz]e|maximi[sz]e|step up|pay attention|pay more|optimi[sz]e|foster|promote|cultivate|demonstrate|exhibit|communicate|collaborate|prioriti[sz]e|aim|build|better|make sure|make an effort|strive for|be)$/;
const ADJ_NEEDS_BE =
  /^(high|low|long|short|shorter|quality|enough|slow|slower|higher|lower|more|less|greater|bigger|larger|smaller|fewer|maximum|significant|adequate|appropriate|sufficient|reasonable|proper|worse|better|faster|excessive|rather|quite|fairly)$/;
const THINKS =
  /^(thinks|believes|wants|assumes|knows|prefers|hopes|likes|enjoys|feels|expects|fears|resents)$/;
const TELLS =
  /^(say|says|said|saying|think|thinks|feel|feels|felt|believe|believes|find|finds|complain|complains|complained|mention|mentioned|report|reported|told|saw|seen|heard|claim|claimed|raised|noticed|dislike|avoid|agree|expressed|describe|described|consider|have|has|had)$/;
const FOR_ALL =
  /^(some|many|several|other|few|most|various|certain|a|all|fellow|multiple|the|his|her|our|of|from)$/;
const PREPOSITION =
  /^(in|with|to|when|towards|toward|about|under|at|on|and|or|during|around|if|whenever|,|\.)$/;
const AMBIGUOUS_BODY =
  /^(male|female|woman|women|man|girl|mother|father|his age|her age|their age|too old|too young|lady|elderly|aging|ageing|baby|gender|foreigner|illness|sick|surgery|disabled|mum|mom|accent)$/;

const MARKS =
  /^(weak|poor|bad|good|great|excellent|strong|nice|brilliant|solid|decent|disappointing|vague|confusing|unclear|dull|slow|lovely|fine|thin)$/;
const WORKS =
  /^(presentation|report|memo|plan|proposal|analysis|review|pitch|performance|handover|lesson|meeting|demo|session|documentation|quarter|month|year|start|job|draft|deck|tender|result|results|impression|example|write|work|showing|effort|lessons|reports)$/;
const WAS = /^(was|were|been)$/;
const NOT_ONE = /^(nobody|no one|noone|no-one|nothing|none)$/;
const IMAGINED = /^(if|brewery|desert|haystack|barn|bag|bucket|sleep|map|life)$/;
const COULD_NOT = /^(couldn't|wouldn't|can't)$/;
const COMPARED =
  /^(weak|strong|poor|bad|slow|bright|good|less|more|most|least|best|worst|better|worse|few|small)(er|est)?$/;

/** Everything suspicious about an English text. */
export const marksEn = ({
  tokens,
  clauseOf,
  quoted,
  clauses,
  sentenceOf,
}: Reading): readonly Mark[] => {
  const marks: Mark[] = [];
  const at = (i: number): Token | undefined => tokens[i];
  const has = (i: number, tag: Tag): boolean => tokens[i]?.tags.includes(tag) ?? false;
  const text = (i: number): string => tokens[i]?.text ?? '';
  const together = (i: number, j: number): boolean =>
    clauseOf[i] !== undefined && clauseOf[i] === clauseOf[j];
  const startOf = (i: number): number => known(clauses, known(clauseOf, i))[0];
  /** Whether one of the three words before says no. */
  const denied = (i: number): boolean => {
    for (let j = i - 1; j >= i - 4 && j >= 0 && together(i, j); j -= 1) {
      if (has(j, 'neg') && !(text(j) === 'nothing')) return true;
      if (at(j)?.kind === 'mark') return false;
    }
    return false;
  };
  /** The nearest word before that is no adverb or filler. */
  const backOver = (i: number): number => {
    let j = i - 1;
    while (
      j >= 0 &&
      together(i, j) &&
      has(j, 'int') &&
      !has(j, 'neg') &&
      !has(j, 'be') &&
      i - j < 5
    )
      j -= 1;
    return j;
  };
  /** Is it said of a person: "he is (very) …", "is …" at the start of a clause? */
  const predicated = (i: number): boolean => {
    let j = backOver(i);
    if (has(j, 'neg') && !has(j, 'be')) j -= 1;
    if (!together(i, j)) return startOf(i) <= i && j < startOf(i);
    if (!has(j, 'be')) return false;
    let k = j;
    while (
      k >= startOf(i) &&
      (has(k, 'be') ||
        has(k, 'int') ||
        has(k, 'neg') ||
        has(k, 'must') ||
        text(k) === 'can' ||
        text(k) === 'has')
    )
      k -= 1;
    if (k < startOf(i)) return true;
    return (
      has(k, 'per') ||
      (at(k)?.capital === true && at(k)?.tags.length === 0) ||
      text(k) === 'and' ||
      text(k) === 'that' ||
      text(k) === 'because'
    );
  };
  const saidBefore = (i: number): boolean => {
    for (let j = i - 1; j >= startOf(i) && i - j < 12; j -= 1)
      if (has(j, 'say') && at(j)?.kind === 'word' && !has(j, 'doc')) return true;
    return false;
  };
  const sourceNear = (i: number): boolean => {
    for (let j = i - 1; j >= i - 3 && together(i, j); j -= 1)
      if (/^(customer|client|caller|shopper|buyer|guest|supplier|patient)s?$/.test(text(j)))
        return true;
    return false;
  };
  const careIn = new Set<number>();
  const sourceIn = new Set<number>();
  const dated = new Set<number>();
  const measured = new Set<number>();
  tokens.forEach((token, i) => {
    const clause = known(clauseOf, i);
    if (token.tags.includes('care')) careIn.add(clause);
    if (token.amount !== undefined && token.amount !== 'idiom' && token.amount !== 'weak')
      measured.add(clause);
    if (token.tags.includes('date') || token.kind === 'number') dated.add(clause);
    if (/^(customer|client|shopper|buyer|caller|guest|passenger)s?('s)?$/.test(token.text))
      sourceIn.add(clause);
  });
  /** "Was never signed", "nobody signed": that something did not happen, which can be looked up. */
  const happened = (i: number): boolean => {
    const past = (j: number): boolean =>
      has(j, 'act') && at(j)?.forms?.includes('past') === true && together(i, j);
    if (text(i) === 'never')
      return (WAS.test(text(i - 1)) && past(i + 1)) || (text(i + 1) === 'been' && past(i + 2));
    if (/^(nobody|no one)$/.test(text(i)) && text(i + 1) === 'had') return true;
    if (text(i) === 'none' && text(i + 1) === 'of')
      for (let j = i + 3; j < i + 8 && together(i, j); j += 1)
        if (/^(was|were|has|have|had)$/.test(text(j))) return past(j + 1) || past(j + 2);
    return (
      NOT_ONE.test(text(i)) &&
      (past(i + 1) || (/^(was|were|had|has)$/.test(text(i + 1)) && (past(i + 2) || past(i + 3))))
    );
  };
  /** Strict: a quotation does not excuse it; a patient's or a customer's condition is no business of ours. */
  const isProtected = (i: number): boolean =>
    has(i, 'health') &&
    !careIn.has(known(clauseOf, i)) &&
    !(AMBIGUOUS_BODY.test(text(i)) && sourceIn.has(known(clauseOf, i)));
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.kind !== 'word' || token.tags.length === 0) continue;
    const { tags } = token;
    const add = (category: Category, from = i, to = i, soft?: NonNullable<Mark['soft']>): void => {
      marks.push({ category, from, to, ...(soft ? { soft } : {}) });
    };
    if (isProtected(i)) add('HEALTH_OR_PROTECTED');
    if (quoted[i]) continue;
    const start = startOf(i);
    const opens =
      i === start ||
      (i === start + 1 && (has(start, 'int') || /^(and|to|please|also)$/.test(text(start))));
    if (tags.includes('trait') && !(denied(i) && token.text !== 'attitude problem')) add('TRAIT');
    else if (
      tags.includes('trait') &&
      (tags.includes('pos') ||
        /^(team player|people person|sharpest tool|hard worker|leader|natural leader|good fit|culture fit|what it takes|have what it takes|cut out for|self starter|trustworthy|dedicated|pull his weight|pull her weight|pull their weight)$/.test(
          token.text,
        ))
    )
      add('TRAIT', i - 1);
    // "committed the file", "committed to Friday": a verb with its object
    const acts =
      tags.includes('act') &&
      (/^(the|a|an|his|her|their|its)$/.test(text(i + 1)) ||
        (text(i + 1) === 'to' && has(i + 2, 'date')));
    if (tags.includes('amb') && !acts) {
      const next = i + 1;
      const responsible =
        token.text === 'responsible' && (text(next) === 'for' || text(next) === 'to');
      const noun = has(next, 'folk') || (has(next, 'good') && has(next + 1, 'folk'));
      const ends =
        next > known(clauses, known(clauseOf, i))[1] ||
        PREPOSITION.test(text(next)) ||
        at(next)?.kind === 'mark';
      if (noun) add('TRAIT', i, next);
      else if (
        !responsible &&
        !(token.text === 'absent' && dated.has(known(clauseOf, i))) &&
        predicated(i) &&
        (ends || has(next, 'trait') || has(next, 'amb') || has(next, 'stop')) &&
        !(denied(i) && !tags.includes('pos'))
      )
        add('TRAIT');
      else if (/^(too|overly)$/.test(text(i - 1)) && predicated(i - 1)) add('TRAIT', i - 1, i);
    }
    if (tags.includes('pos') && !tags.includes('amb') && !tags.includes('trait')) {
      if (denied(i) && token.text !== 'responsible') add('TRAIT', i - 1, i);
      else if (
        predicated(i) &&
        backOver(i) >= start &&
        has(backOver(i), 'be') &&
        text(start) !== 'be'
      )
        add('TRAIT');
      else if (has(i + 1, 'folk')) add('TRAIT', i, i + 1);
    } else if (
      tags.includes('pos') &&
      tags.includes('amb') &&
      denied(i) &&
      !/^(responsible|open)$/.test(token.text)
    )
      add('TRAIT', i - 1, i);
    if (tags.includes('qual')) {
      let found: number | undefined;
      for (let j = i - 1; j >= i - 5 && j >= start; j -= 1) {
        if (at(j)?.kind === 'mark') break;
        if (
          has(j, 'lack') ||
          has(j, 'bad') ||
          has(j, 'amb') ||
          (has(j, 'good') && text(j) !== 'positive')
        )
          found = j;
        else if (has(j, 'neg') && !has(j, 'act')) {
          found = j;
          break;
        } else if (/^(shows|demonstrates|displays|exhibits|takes)$/.test(text(j))) found = j;
        else if (
          !(
            has(j, 'int') ||
            has(j, 'stop') ||
            has(j, 'qual') ||
            has(j, 'verb') ||
            has(j, 'aim') ||
            has(j, 'deg')
          )
        )
          break;
      }
      if (found !== undefined && !has(found, 'aim')) add('TRAIT', found, i);
      else {
        let j = i + 1;
        while (
          j - i < 7 &&
          (has(j, 'qual') ||
            has(j, 'stop') ||
            has(j, 'per') ||
            (has(j, 'int') && !has(j, 'be')) ||
            has(j, 'verb')) &&
          together(i, j) &&
          !has(j, 'be')
        )
          j += 1;
        if (together(i, j) && has(j, 'be')) {
          let k = j + 1;
          while (has(k, 'int') || text(k) === 'the' || has(k, 'neg')) k += 1;
          if (
            together(i, k) &&
            (has(k, 'bad') ||
              has(k, 'good') ||
              has(k, 'amb') ||
              has(k, 'lack') ||
              has(k, 'pos') ||
              has(k, 'deg') ||
              has(k, 'emo') ||
              has(k, 'trait'))
          )
            add('TRAIT', i, k);
        }
      }
    }
    if (tags.includes('mind') && !saidBefore(i) && !sourceNear(i)) add('MIND_READING');
    else if (
      THINKS.test(token.text) &&
      (i === start || has(i - 1, 'per') || has(i - 1, 'int')) &&
      !saidBefore(i) &&
      !sourceNear(i)
    )
      add('MIND_READING');
    if (tags.includes('hear') && !/^(writing)$/.test(text(i + 2))) add('HEARSAY');
    else if (
      /^(colleague|coworker|co worker|peer|teammate)$/.test(token.text) &&
      /^(told|said|says|mentioned)$/.test(text(i + 1)) &&
      /^(me|us|that)$/.test(text(i + 2)) &&
      /^(a|one|another)$/.test(text(i - 1))
    )
      add('HEARSAY', i, i + 1);
    else if (
      tags.includes('crowd') &&
      at(i - 1)?.kind !== 'number' &&
      at(i - 2)?.kind !== 'number' &&
      (token.text.endsWith('s') ||
        token.text.endsWith('body') ||
        token.text.endsWith('one') ||
        /^(people|staff|team|management)$/.test(token.text)) &&
      (i === start || FOR_ALL.test(text(i - 1)) || has(i - 1, 'quant')) &&
      !(/^(the|his|her|our|a)$/.test(text(i - 1)) && dated.has(known(clauseOf, i))) &&
      TELLS.test(text(i + 1)) &&
      (!/^(have|has|had)$/.test(text(i + 1)) || TELLS.test(text(i + 2))) &&
      !/^(customers|clients|employees)$/.test(token.text)
    )
      add('HEARSAY', i, i + 1);
    if (tags.includes('emo')) add('EMOTIVE');
    // "a weak presentation": a mark for a piece of work
    else if (MARKS.test(token.text) && WORKS.test(text(i + 1))) add('EMOTIVE', i, i + 1);
    if (tags.includes('threat')) add('THREAT');
    if (
      token.text === 'or' &&
      /^(you|we|i|he|she|they|you're|we'll|you'll|i'll)$/.test(text(i + 1)) &&
      i > 0 &&
      text(i - 1) !== '.'
    )
      add('THREAT', i, i + 1);
    if (tags.includes('resign')) add('RESIGNATION');
    if (
      tags.includes('quant') &&
      !(token.text === 'repeated' && has(i + 1, 'stop')) &&
      !(token.text === 'some' && at(i + 1)?.kind === 'number') &&
      !(/^(regular|certain|normally)$/.test(token.text) && has(i + 1, 'thing'))
    )
      add('VAGUE_QUANTIFIER', i, i, /^(lately|recently)$/.test(token.text) ? 'lately' : 'quant');
    if (
      token.text === 'most' &&
      (i === start || has(i - 1, 'stop')) &&
      text(i - 1) !== 'the' &&
      (has(i + 1, 'doc') || has(i + 1, 'thing') || has(i + 1, 'crowd') || text(i + 1) === 'of')
    )
      add('VAGUE_QUANTIFIER', i, i, 'quant');
    if (tags.includes('deg')) {
      const loose = !ADJ_NEEDS_BE.test(token.text);
      const near =
        has(i - 1, 'be') ||
        has(i - 1, 'int') ||
        has(i - 1, 'aim') ||
        has(i - 1, 'neg') ||
        opens ||
        has(i + 1, 'folk') ||
        /^(than|to|enough)$/.test(text(i + 1));
      // "declined the voucher": a verb with its object
      if ((loose || near) && !acts) add('VAGUE_QUANTIFIER', i, i, 'deg');
    }
    if (tags.includes('timely')) add('VAGUE_QUANTIFIER', i, i, 'timely');
    if (tags.includes('abs') && !tags.includes('null') && !happened(i))
      add('ABSOLUTE', i, i, 'abs');
    // not exactly the brightest, one of the weaker ones
    if (
      token.text === 'the' &&
      (COMPARED.test(text(i + 1)) || text(i + 1).endsWith('iest')) &&
      (/^(not|hardly|exactly|never)$/.test(text(i - 1)) ||
        (text(i - 1) === 'of' && at(i - 2)?.amount === 'idiom'))
    )
      add('TRAIT', i, i + 1);
    // could not sell water in a desert, wouldn't know a deadline if it hit her
    if (
      COULD_NOT.test(token.text) ||
      (/^(could|would|can)$/.test(token.text) && text(i + 1) === 'not') ||
      token.text === 'cannot'
    )
      for (
        let j = i + 2;
        j < i + 14 && sentenceOf[known(clauseOf, j)] === sentenceOf[known(clauseOf, i)];
        j += 1
      )
        if (
          IMAGINED.test(text(j)) &&
          (text(j) !== 'if' || /^(it|his|her|they|he|she)$/.test(text(j + 1)))
        ) {
          add('TRAIT', i, j);
          break;
        }
    // like a bull, as if he owned the place; the kind of person who
    if (
      ((token.text === 'like' && /^(a|an|he|she|someone)$/.test(text(i + 1))) ||
        (token.text === 'as' && /^(if|though)$/.test(text(i + 1)))) &&
      !measured.has(known(clauseOf, i))
    )
      add('TRAIT', i, i + 1);
    if (/^(kind|sort|type)$/.test(token.text) && text(i + 1) === 'of' && has(i + 2, 'folk'))
      add('TRAIT', i, i + 2);
    if (tags.includes('aim') && token.forms?.includes('base') !== false) {
      const bidden = has(i - 1, 'must') || (has(i - 2, 'must') && has(i - 1, 'int'));
      const strong =
        STRONG_AIM.test(token.text) &&
        !(
          token.text === 'be' &&
          !has(i + 1, 'int') &&
          !has(i + 1, 'pos') &&
          !has(i + 1, 'deg') &&
          !has(i + 1, 'amb') &&
          !has(i + 1, 'trait')
        );
      if (
        (opens &&
          !(tags.includes('act') && token.text !== 'deliver') &&
          !(token.text === 'be' && !strong)) ||
        (bidden && strong && text(i - 1) !== 'to') ||
        (text(i - 1) === 'to' &&
          strong &&
          !/^(be)$/.test(token.text) &&
          (i - 1 === start || has(i - 2, 'must') || has(i - 2, 'aim') || has(i - 2, 'verb')))
      )
        add('NON_TARGET', i, i, 'aim');
    }
    if (
      tags.includes('wish') &&
      !/^d(id|oes)/.test(token.text) &&
      (i === start || (i === start + 1 && has(start, 'int')))
    )
      add('NEGATIVE_ONLY');
  }
  return marks;
};
