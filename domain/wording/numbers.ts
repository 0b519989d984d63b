import { known, type Token } from './token.ts';

const TENURE_ZH =
  /^(的?(老|资深)|的?(工龄|司龄|教龄|党龄|经验|资历|老资格|从业))|^的(员工|职工|师傅|护士|教师|老师|会计|工程师|销售|司机|店长)/;
const SERVED_ZH =
  /(工作|入职|干|做|入行|从业|从教|任教|来公司|来|当|教|开|卖|待|呆|混|共事)[了有过]?(快|近|将近|都|已经|已)?$/;
const TENURE_EN =
  /^(of )?(\w+ )?(experience|service|tenure|seniority|behind)\b|^(in|into|on) (the|this|his|her|that) (job|role|trade|business|industry|company|profession|post|position|firm|game|field)\b|^with (us|the (company|firm))\b/;
const PART_EN =
  /^(goal|objective|milestone|priority|phase|grade|level|point|criterion|target|strike|strikes)$/;
const PART_ZH = /(里程碑|目标|阶段|要点|优先级|职级|级别)$/;
const PART_AFTER_ZH = /^(阶段|里程碑|目标|步|个阶段|个目标|个里程碑)/;
const BEST_EN = /^(best|worst|most|least|greatest|biggest|finest|poorest|rudest|slowest)$/;
const JOINS_EN =
  /^(of|the|his|her|their|a|percent|per|cent|pct|%|about|around|only|at|is|was|more)$/;
const JOINS_ZH = /^(的|分|分的|以上|以上的|是|为|有|只有|不到|大概|约|大约|也就|最多|顶多|都|%)$/;
/** Half a day off is one; "waited half a day" is a long time. */
const HALF_DAY = /[请休停旷缺调假课训晚迟早误用时][了工产线机期]?$/;
/** How many words may stand between a number and what it is said of. */
const REACH = 4;
/** How many characters of the text around a number are looked at. */
const AROUND = 24;

/**
 * Takes the numbers that measure nothing of the work for what they are, manners of speaking: years in
 * the job, "99 percent attitude", 一百二十分的热情, "Milestone 2", the worst in 20 years.
 */
export const settled = (
  tokens: readonly Token[],
  folded: string,
  language: 'en' | 'zh-CN',
): readonly Token[] => {
  const chinese = language !== 'en';
  const joins = chinese ? JOINS_ZH : JOINS_EN;
  /** Of an attitude, in this direction, over nothing but small words? */
  const ofInner = (i: number, step: 1 | -1): boolean => {
    const percent = chinese && tokens[i]?.amount === 'percent';
    for (let n = 1; n <= REACH; n += 1) {
      const token = tokens[i + n * step];
      if (token === undefined) return false;
      const between = known(tokens, i + n * step - step).text;
      const quality =
        percent && step === 1 && between.endsWith('的') && token.tags.includes('qual');
      if (token.tags.includes('inner') || quality) {
        const next = tokens[i + n * step + 1];
        return !(
          step === 1 &&
          (next?.tags.includes('doc') ||
            next?.tags.includes('thing') ||
            next?.tags.includes('meas'))
        );
      }
      if (!joins.test(token.text)) return false;
    }
    return false;
  };
  let superlative = -AROUND;
  return tokens.map((token, i) => {
    if (!chinese && BEST_EN.test(token.text)) superlative = i;
    const { amount, text, start, end } = token;
    if (amount === undefined || amount === 'idiom' || amount === 'time') return token;
    const idiom: Token = { ...token, amount: 'idiom' };
    if (amount === 'percent' || amount === 'count' || amount === 'weak' || amount === 'name') {
      if (ofInner(i, 1) || (amount !== 'name' && ofInner(i, -1))) return idiom;
      const before = tokens[i - 1]?.text ?? '';
      if (chinese ? PART_ZH.test(before) : PART_EN.test(before)) return idiom;
      if (chinese && before === '第' && PART_AFTER_ZH.test(folded.slice(end, end + 4)))
        return idiom;
    }
    if (text === '半天' && !HALF_DAY.test(folded.slice(Math.max(0, start - REACH), start)))
      return idiom;
    if (
      !chinese &&
      amount === 'count' &&
      /\b(team|staff|family|crew) of $/.test(folded.slice(Math.max(0, start - 8), start))
    )
      return { ...token, amount: 'weak' };
    // 100 % reliable, 0 % imagination
    if (!chinese && amount === 'percent') {
      const [of, end] = [tokens[i + 1], tokens[i + 2]];
      const label = ['pos', 'amb', 'trait', 'qual'] as const;
      if (
        label.some((tag) => of?.tags.includes(tag)) &&
        !of?.tags.includes('doc') &&
        (end === undefined || end.kind === 'mark' || end.tags.includes('stop'))
      )
        return idiom;
    }
    if (amount === 'period' || (!chinese && amount === 'duration')) {
      const after = folded.slice(end, end + AROUND).trim();
      if (chinese) {
        const before = folded.slice(Math.max(0, start - AROUND / 2), start);
        if (text.endsWith('年') && (TENURE_ZH.test(after) || SERVED_ZH.test(before))) return idiom;
      } else if (text.includes('year') || after.startsWith('year')) {
        const rest = after.replace(/^years?\s*/, '');
        if (TENURE_EN.test(rest) || i - superlative < REACH * 2) return idiom;
      }
    }
    return token;
  });
};
