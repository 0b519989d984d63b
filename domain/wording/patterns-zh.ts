import type { Category } from './category.ts';
import type { Reading } from './clauses.ts';
import type { Tag } from './lexicon.ts';
import type { Mark } from './patterns-en.ts';
import { known, type Token } from './token.ts';

const DENIES =
  /^(未出现|没有出现|未发生|没有发生|未再|不再|不存在|未见|未发现|并非|不是|并不|并未|并没有|从未出现|未曾)$/;
const VERY = /^(很|非常|比较|十分|特别|太|较|过于|相当|极其|还|挺)$/;
const WEAK_QUANT =
  /^(近期|近来|最近|最近一段时间|平时|一段时间|一定|一定程度|长期|陆续|通常|基本上)$/;
/** 录像, 图像: the second half of another word; 像往常一样: no simile. */
const NOT_LIKE_AFTER = /^[录图影摄头视偶肖画成雕镜好]$/;
const AS_USUAL = /^(往|往常|以往|平时|上次|之前|第|这样|那样|此类|这种|这类)$/;
const LIKE = /^(像|活像|就像|宛如|犹如|好比|似的)$/;
/** 写得…: how a thing was done, in the writer's eyes; 获得, 不得 are words of their own. */
const MANNER = /^[写做讲画编办搞弄管带教说干理成结备练学谈聊译答译站装盘排查]$/;
/** What stands between a want and its quality: 没有一点…该有的样子. */
const WANTED =
  /^(任何|一点|一点儿|半点|一丝|丝毫|应有|该有|起码|基本|足够|太多|什么|多少|真正|自己|工作|起到)$/;
const OMITS = /^(没有|无|未见|未有|并无|没)$/;
const TRACE =
  /^(安排|痕迹|备注|说明|内容|回复|登记|签名|签字|编号|标识|标签|单据|凭证|附件|文字|数据|条目|照片)$|记录$/;
const NOT_ONCE = /^(没有一次|没一次|从未|从没|没有一件|没有一天|没一个|从来没有)$/;
const MEASURE_NEXT = /^(人员|专员|员|单|表|函|会|率|课|课程|手册|测评|评分)$/;

/** What is treated in a hospital, and the places and papers that bear its name. */
const TREATED = /^(住院|手术|产后|孕妇|肿瘤|癌症|化疗|心脏病|糖尿病|高血压|慢性病|传染病|生育)$/;
const PLACE =
  /^.{0,2}?(结算|收费|登记|病历|排期|中心|窗口|楼|室|号|处(?![理分置于])|科(?![员长])|部(?![分门长]))/;

/** How far a wish may stand from the head of its clause, in words. */
const HEAD = 16;

/** Everything suspicious about a Chinese text. */
export const marksZh = ({ tokens, clauseOf, quoted, clauses }: Reading): readonly Mark[] => {
  const marks: Mark[] = [];
  const at = (i: number): Token | undefined => tokens[i];
  const has = (i: number, tag: Tag): boolean => tokens[i]?.tags.includes(tag) ?? false;
  const text = (i: number): string => tokens[i]?.text ?? '';
  const together = (i: number, j: number): boolean =>
    clauseOf[i] !== undefined && clauseOf[i] === clauseOf[j];
  const startOf = (i: number): number => known(clauses, known(clauseOf, i))[0];
  const deniedFrom = new Map<number, number>();
  const careIn = new Set<number>();
  tokens.forEach((token, i) => {
    const clause = known(clauseOf, i);
    if (DENIES.test(token.text) && !deniedFrom.has(clause)) deniedFrom.set(clause, i);
    if (token.tags.includes('care')) careIn.add(clause);
  });
  const denied = (i: number): boolean => (deniedFrom.get(known(clauseOf, i)) ?? tokens.length) < i;
  const saidBefore = (i: number): boolean => {
    for (let j = i - 1; j >= startOf(i) && i - j < 12; j -= 1)
      if (/^(说|表示|自述|提出|称|申请|要求|告知|反映)$/.test(text(j))) return true;
    return false;
  };
  const sourceNear = (i: number): boolean => {
    for (let j = i - 1; j >= i - 2 && together(i, j); j -= 1)
      if (has(j, 'src') && text(j) !== '主管' && text(j) !== '记录') return true;
    return false;
  };
  /** 住院结算处, 肿瘤科: a hospital's place or paper, and nobody's health. */
  const namesPlace = (i: number): boolean =>
    TREATED.test(text(i)) && PLACE.test(text(i + 1) + text(i + 2) + text(i + 3));
  /** 没有一次迟到记录, 从未被投诉: an absence that a record shows. */
  const onRecord = (i: number): boolean => {
    if (text(i) === '任何') return OMITS.test(text(i - 1)) && TRACE.test(text(i + 1));
    if (!NOT_ONCE.test(text(i))) return false;
    if (/^(被|有)$/.test(text(i + 1))) return true;
    for (let j = i + 1; j < i + 9 && together(i, j); j += 1) if (/记录$/.test(text(j))) return true;
    return false;
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const token = known(tokens, i);
    const { tags } = token;
    if (
      token.amount === 'count' &&
      text(i + 1) === '岁' &&
      !careIn.has(known(clauseOf, i)) &&
      !sourceNear(i)
    )
      marks.push({ category: 'HEALTH_OR_PROTECTED', from: i, to: i + 1 });
    if (
      LIKE.test(token.text) &&
      !quoted[i] &&
      !NOT_LIKE_AFTER.test(text(i - 1)) &&
      !AS_USUAL.test(text(i + 1))
    )
      marks.push({ category: 'TRAIT', from: i, to: i });
    if (token.text === '得' && !quoted[i] && MANNER.test(text(i - 1).slice(-1))) {
      let j = i + 1;
      while (j < i + 4 && has(j, 'int') && !has(j, 'bad')) j += 1;
      const judged = has(j, 'bad') || has(j, 'good') || has(j, 'emo');
      if (judged && together(i, j)) marks.push({ category: 'EMOTIVE', from: i, to: j });
      else marks.push({ category: 'VAGUE_QUANTIFIER', from: i, to: i, soft: 'deg' });
    }
    if (tags.length === 0) continue;
    if (tags.includes('health') && !careIn.has(known(clauseOf, i)) && !namesPlace(i))
      marks.push({ category: 'HEALTH_OR_PROTECTED', from: i, to: i });
    if (quoted[i]) continue;
    if (tags.length === 1 && tags[0] === 'null') continue;
    const add = (category: Category, from = i, to = i, soft?: NonNullable<Mark['soft']>): void => {
      marks.push({ category, from, to, ...(soft ? { soft } : {}) });
    };
    if (tags.includes('trait') && !denied(i)) add('TRAIT');
    if (
      tags.includes('qual') &&
      !MEASURE_NEXT.test(text(i + 1)) &&
      !has(i + 1, 'meas') &&
      !has(i + 1, 'doc')
    ) {
      // 能力(还)(比较)差, 意识有待提高
      let j = i + 1;
      while (
        j - i < 6 &&
        together(i, j) &&
        (has(j, 'int') ||
          has(j, 'qual') ||
          text(j) === '和' ||
          text(j) === '与' ||
          text(j) === '、') &&
        !has(j, 'bad')
      )
        j += 1;
      let from: number | undefined;
      let to = i;
      if (
        together(i, j) &&
        (has(j, 'bad') || has(j, 'good') || has(j, 'emo') || has(j, 'deg')) &&
        !has(j + 1, 'thing') &&
        at(j + 1)?.kind !== 'number'
      ) {
        from = i;
        to = j;
      } else if (
        together(i, j) &&
        (has(j, 'neg') || has(j, 'lack')) &&
        (has(j + 1, 'pos') || has(j + 1, 'good') || has(j + 1, 'bad'))
      ) {
        from = i;
        to = j + 1;
      }
      // 热情全无, 样子都没有
      if (from === undefined && together(i, j) && has(j, 'lack') && !together(i, j + 1)) {
        from = i;
        to = j;
      }
      // 缺乏…意识
      for (let k = i - 1; from === undefined && k >= i - 7 && k >= startOf(i); k -= 1) {
        if (has(k, 'lack')) from = k;
        else if (
          !(
            has(k, 'int') ||
            has(k, 'qual') ||
            has(k, 'verb') ||
            has(k, 'pos') ||
            text(k) === '、' ||
            text(k) === '的' ||
            WANTED.test(text(k)) ||
            at(k)?.amount === 'weak' ||
            (i - k < 5 && at(k)?.tags.length === 0 && at(k)?.kind === 'han')
          )
        )
          break;
      }
      if (from !== undefined && !denied(i)) add('TRAIT', from, to);
    }
    if (tags.includes('pos') && !denied(i)) {
      const before = text(i - 1);
      const after = i + 1;
      const ends = !together(i, after) || at(after)?.kind === 'mark' || has(after, 'pos');
      if (
        /^(不够|不太|不大|不怎么|不|欠|不是很|还不够|缺乏|有欠)$/.test(before) &&
        together(i, i - 1)
      )
        add('TRAIT', i - 1, i);
      else if (/^(够|得)$/.test(before) && /^(不|没)$/.test(text(i - 2))) add('TRAIT', i - 2, i);
      else if (VERY.test(before) && ends && together(i, i - 1)) add('TRAIT', i - 1, i);
    }
    if (tags.includes('mind') && !saidBefore(i) && !sourceNear(i)) add('MIND_READING');
    if (tags.includes('hear')) add('HEARSAY');
    if (tags.includes('emo')) add('EMOTIVE');
    if (tags.includes('threat')) add('THREAT');
    if (tags.includes('resign')) add('RESIGNATION');
    // 退换货部分: a part of something, not some of it
    const isPart =
      token.text === '部分' && i > startOf(i) && (has(i - 1, 'thing') || has(i - 1, 'doc'));
    if (tags.includes('quant') && !denied(i) && !isPart)
      add('VAGUE_QUANTIFIER', i, i, WEAK_QUANT.test(token.text) ? 'lately' : 'quant');
    if (tags.includes('deg') && !tags.includes('quant') && !has(i + 1, 'pos'))
      add('VAGUE_QUANTIFIER', i, i, 'deg');
    if (tags.includes('timely')) add('VAGUE_QUANTIFIER', i, i, 'timely');
    if (tags.includes('abs') && !denied(i) && !onRecord(i)) add('ABSOLUTE', i, i, 'abs');
    // 拿出手机; 拿出干劲
    const shown =
      token.text !== '拿出' ||
      [1, 2, 3, 4, 5].some((n) => together(i, i + n) && has(i + n, 'inner'));
    if (
      tags.includes('aim') &&
      shown &&
      !/^(时|后|前|期间|结束|结束后|过程|中)$/.test(text(i + 1))
    ) {
      // at the head of its clause, or after nothing but a date and other wishes
      let j = i - 1;
      while (
        j >= startOf(i) &&
        i - j < HEAD &&
        (has(j, 'date') ||
          has(j, 'aim') ||
          has(j, 'timely') ||
          has(j, 'must') ||
          has(j, 'int') ||
          at(j)?.amount === 'period' ||
          at(j)?.amount === 'date' ||
          has(j, 'hedge') ||
          /^(将|绩效|业绩|目标是|在|内|中|之内|以内|请|能|能够|可以|也|并|再|以|要|须|应|未来|接下来|里|前|底|后|结束|之前|他|她|员工|该员工|你|您)$/.test(
            text(j),
          ))
      )
        j -= 1;
      const through = j >= startOf(i) && text(startOf(i)) === '通过';
      if (j < startOf(i) || through) add('NON_TARGET', i, i, 'aim');
    }
    if (
      tags.includes('wish') &&
      (i === startOf(i) || (i <= startOf(i) + 2 && !has(i - 1, 'thing')))
    )
      add('NEGATIVE_ONLY');
  }
  return marks;
};
