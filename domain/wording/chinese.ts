import type { Tag } from './lexicon.ts';
import { lexiconZh } from './lexicon-zh.ts';
import { shapeAt, uncountedAt } from './shapes-zh.ts';
import {
  type AmountKind,
  amountOf,
  endOfRun,
  fold,
  isDigit,
  isHan,
  isLetter,
  type Token,
} from './token.ts';

const NUMERALS = new Set('〇零一二三四五六七八九十百千万亿两半双'.split(''));
const UNIT_SMALL = [
  '秒',
  '分钟',
  '个小时',
  '小时',
  '个工作日',
  '工作日',
  '天',
  '日',
  '毫秒',
  '刻钟',
  '个班次',
];
const UNIT_LARGE = ['周', '星期', '个星期', '个月', '月', '季度', '个季度', '年', '年度'];
const UNIT_PERCENT = ['%', '‰', '个百分点', '百分点', '成', '倍', '折', '分之'];
const UNIT_MONEY = [
  '元',
  '块',
  '万元',
  '亿元',
  '美元',
  '欧元',
  '万美元',
  '百元',
  '千元',
  '块钱',
  '角',
];
const MEASURES = new Set(
  '次件个名位人份张单起条项台批箱页级笔通家门轮遍回处例班组场封期层号款套盒瓶袋包桶吨斤克米度车柜板版本章节行列栋间户只支根枚双副听门科字句段篇道宗票吨升伏瓦辆架艘排种类户天分秒点倍成折环关局圈趟顿口声下步毫公厘平立亩人'.split(
    '',
  ),
);
const DAYPARTS = [
  '早上',
  '上午',
  '下午',
  '晚上',
  '中午',
  '凌晨',
  '傍晚',
  '早晨',
  '清晨',
  '晚',
  '早',
  '今早',
  '昨晚',
];
const OVERDUE =
  /(逾期|超期|延误|延迟|拖欠|提前|超过|超出|晚|迟到|滞后|推迟|拖了|等待|等候|耗时|用时|缩短|延长|历时)[^,。;]{0,4}$/;

const MAX_UNIT = 4;
const unitAt = (folded: string, at: number, units: readonly string[]): string | undefined => {
  let found: string | undefined;
  for (const unit of units)
    if (folded.startsWith(unit, at) && unit.length > (found?.length ?? 0)) found = unit;
  return found;
};

/** A number that starts at `at`: where it ends with its unit, and what it is. */
const numberAt = (
  folded: string,
  at: number,
): { readonly end: number; readonly amount: AmountKind } | undefined => {
  let end = at;
  const digits = isDigit(folded[at]);
  let amount: AmountKind = 'count';
  if (digits) {
    end = endOfRun(folded, at);
    amount = amountOf(folded.slice(at, end));
    if (
      folded[end] === '万' ||
      folded[end] === '亿' ||
      folded[end] === '千' ||
      folded[end] === '百'
    )
      end += 1;
  } else {
    while (
      NUMERALS.has(folded.charAt(end)) ||
      (end > at && folded[end] === '点' && NUMERALS.has(folded.charAt(end + 1)))
    )
      end += 1;
    if (folded.startsWith('分之', end) && end > at) {
      let last = end + 2;
      while (NUMERALS.has(folded.charAt(last)) || isDigit(folded[last])) last += 1;
      return {
        end: last,
        amount: /(百分之(一?百.*|[二两三]百.*|一?[千万]))$/.test(folded.slice(at, last))
          ? 'idiom'
          : 'percent',
      };
    }
  }
  const said = folded.slice(at, end);
  const before = folded.slice(Math.max(0, at - MAX_UNIT), at);
  if (amount !== 'count' && !(amount === 'date' && /^\d{4}$/.test(said))) return { end, amount };
  const isOne = said === '一';
  const daypart = DAYPARTS.some((part) => before.endsWith(part));
  if (
    folded.startsWith('点', end) &&
    (daypart || /^(点)(整|半|钟|前|后|\d|[一二三四五六]?十)/.test(folded.slice(end, end + 3))) &&
    !isOne
  )
    return { end: end + 1, amount: 'time' };
  if (daypart && folded[end] === '点') return { end: end + 1, amount: 'time' };
  if (folded[end] === '%' || folded[end] === '‰') {
    const idiom =
      Number.parseFloat(said) > 100 &&
      /^.?(的)?(投入|努力|热情|精力)/.test(folded.slice(end, end + 5));
    return { end: end + 1, amount: idiom ? 'idiom' : 'percent' };
  }
  if (before.endsWith('第')) {
    const unit = unitAt(folded, end, [
      '季度',
      '周',
      '个月',
      '天',
      '日',
      '个工作日',
      '工作日',
      '年',
      '月',
    ]);
    if (unit !== undefined) return { end: end + unit.length, amount: 'date' };
    return { end, amount: 'name' };
  }
  const percent = unitAt(folded, end, UNIT_PERCENT);
  if (percent !== undefined && !(isOne && percent === '成') && !folded.startsWith('成为', end))
    return { end: end + percent.length, amount: 'percent' };
  const money = unitAt(folded, end, UNIT_MONEY);
  if (money !== undefined && !(isOne && money === '块'))
    return { end: end + money.length, amount: 'money' };
  if (folded[end] === '年' && /^\d{4}$/.test(said)) return { end: end + 1, amount: 'date' };
  if (/^[月]/.test(folded.charAt(end)) && !before.endsWith('个')) {
    // 3月2日, 三月, 2月份
    const rest = folded.slice(end, end + 8);
    const beyond = rest.replace(
      /^月(份|底|初|末|中旬|上旬|下旬)?(\d{1,2}|[一二三十]{1,3})?(日|号)?/,
      '',
    );
    return { end: end + rest.length - beyond.length, amount: 'date' };
  }
  if ((folded[end] === '日' || folded[end] === '号') && digits)
    return { end: end + 1, amount: folded[end] === '日' ? 'date' : 'name' };
  const large = unitAt(folded, end, UNIT_LARGE);
  const small = unitAt(folded, end, UNIT_SMALL);
  if (large !== undefined && large.length >= (small?.length ?? 0)) {
    const spent = OVERDUE.test(folded.slice(Math.max(0, at - 8), at));
    return { end: end + large.length, amount: spent ? 'duration' : 'period' };
  }
  if (small !== undefined) {
    const days = small === '天' || small === '日';
    const value = Number.parseFloat(said);
    const shown: AmountKind = days && value >= 14 ? 'period' : isOne ? 'weak' : 'duration';
    return { end: end + small.length, amount: small === '小时' || !days ? 'duration' : shown };
  }
  if (/^(个|大|点)?(方面|不足|问题|缺点|优点|短板|毛病|原因)/.test(folded.slice(end, end + 4)))
    return { end, amount: 'weak' };
  if (digits) {
    const unit = MEASURES.has(folded.charAt(end)) ? 1 : 0;
    return { end: end + unit, amount: 'count' };
  }
  if (said === '半' || said === '双') {
    if (folded.startsWith('数', end)) return { end: end + 1, amount: 'percent' };
    return undefined;
  }
  if (folded.startsWith('一半', at)) return { end: at + 2, amount: 'percent' };
  const next = folded.charAt(end);
  if (MEASURES.has(next)) {
    const named = isOne && '个名位种点下些次'.includes(next);
    const none = /(没有|无|未有|零)$/.test(before) && '起件例单次'.includes(next);
    return { end: end + 1, amount: isOne ? (none ? 'count' : named ? 'weak' : 'weak') : 'count' };
  }
  // numerals with a noun at once: 两系统, 三部门
  return said.length > 1 || '两三四五六七八九十'.includes(said)
    ? { end, amount: 'weak' }
    : undefined;
};

/** Words, phrases, amounts and marks of a Chinese text: the longest phrase at each place. */
export const tokensZh = (text: string): readonly Token[] => {
  const folded = fold(text);
  const { tags: known, longest } = lexiconZh();
  const tokens: Token[] = [];
  let at = 0;
  const phraseAt = (from: number): { length: number; tags: readonly Tag[] } => {
    const most = longest.get(folded.charAt(from)) ?? 0;
    // 掉了链子, 甩过脸子: an idiom that its aspect particle parts
    if (/[了过着]/.test(folded.charAt(from + 1)))
      for (let length = Math.min(most, 5); length > 2; length -= 1) {
        const joined = `${folded[from]}${folded.slice(from + 2, from + length + 1)}`;
        const tags = joined.length === length ? known.get(joined) : undefined;
        if (tags?.includes('trait')) return { length: length + 1, tags };
      }
    for (let length = Math.min(most, folded.length - from); length > 0; length -= 1) {
      const tags = known.get(folded.slice(from, from + length));
      if (tags !== undefined) return { length, tags };
    }
    return { length: 0, tags: [] };
  };
  while (at < folded.length) {
    const char = folded[at];
    if (char === ' ' || char === '\t' || char === '\r' || char === '\u00a0' || char === '\u3000') {
      at += 1;
      continue;
    }
    const phrase = phraseAt(at);
    const shape = shapeAt(folded, at);
    const uncounted = uncountedAt(folded, at);
    if (shape > phrase.length || (uncounted > 0 && uncounted >= phrase.length)) {
      const end = at + Math.max(shape, uncounted);
      const body = { start: at, end, text: folded.slice(at, end) };
      tokens.push(
        shape >= uncounted
          ? { ...body, kind: 'han', tags: ['trait'] }
          : { ...body, kind: 'number', tags: ['quant'], amount: 'idiom' },
      );
      at = end;
      continue;
    }
    // 几份, 几台: how many is not said; 十几 is a number
    const several =
      char === '几' && MEASURES.has(folded.charAt(at + 1)) && !NUMERALS.has(folded.charAt(at - 1));
    if (several && phrase.length < 3) {
      tokens.push({
        start: at,
        end: at + 2,
        text: folded.slice(at, at + 2),
        kind: 'han',
        tags: ['quant'],
      });
      at += 2;
      continue;
    }
    const numeral = isDigit(char) || NUMERALS.has(folded.charAt(at));
    if (numeral) {
      const number = numberAt(folded, at);
      if (number !== undefined && number.end - at >= phrase.length) {
        const { end, amount } = number;
        tokens.push({
          start: at,
          end,
          text: folded.slice(at, end),
          kind: 'number',
          tags: [],
          amount,
        });
        at = end;
        continue;
      }
    }
    if (phrase.length > 0 && !isLetter(char)) {
      const end = at + phrase.length;
      tokens.push({ start: at, end, text: folded.slice(at, end), kind: 'han', tags: phrase.tags });
      at = end;
      continue;
    }
    if (isLetter(char)) {
      const end = endOfRun(folded, at);
      const body = folded.slice(at, end);
      const coded = /\d/.test(body);
      tokens.push({
        start: at,
        end,
        text: body,
        kind: coded ? 'number' : 'word',
        tags: coded ? [] : ['doc'],
        ...(coded ? { amount: amountOf(body) } : {}),
      });
      at = end;
      continue;
    }
    const pair =
      char !== undefined && char >= '\ud800' && char <= '\udbff' && at + 1 < folded.length;
    const end = at + (pair ? 2 : 1);
    tokens.push({
      start: at,
      end,
      text: folded.slice(at, end),
      kind: isHan(char) ? 'han' : 'mark',
      tags: [],
    });
    at = end;
  }
  return tokens;
};
