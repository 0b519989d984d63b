import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { Category, TextKind } from '../../../domain/wording/category.ts';
import { checkWording, label, languageOf } from '../../../domain/wording/judge.ts';

/** The findings of a text with the words that they point at. */
const found = (text: string, kind?: TextKind): readonly (readonly [Category, string])[] =>
  checkWording(text, languageOf(text), kind).map(
    ({ category, start, end }) => [category, text.slice(start, end)] as const,
  );
const categories = (text: string, kind?: TextKind): readonly Category[] =>
  found(text, kind).map(([category]) => category);

describe('the source document’s own sentences', () => {
  it('golden 1: a label on the person, and no fact', () => {
    expect(found('客户服务意识差', 'gap')).toEqual([
      ['NO_FACT', '客户服务意识差'],
      ['TRAIT', '服务意识差'],
    ]);
  });
  it('golden 2: a gap that is stated as fact is clean', () => {
    const text =
      '本季度收到三次客户书面投诉，反映其在电话咨询中未能耐心解答疑问，且问题解决时效超出承诺标准两天以上';
    expect(found(text, 'gap')).toEqual([]);
  });
  it('golden 9: the sample of feedback is clean', () => {
    const text =
      '你这次处理客户投诉的方式比上次有很大进步，能够先倾听客户情绪，再逐步引导解决，这点很好。如果下次能在客户挂断前再次确认其满意度，并记录下客户的潜在需求，相信会更好。';
    expect(found(text, 'feedback')).toEqual([]);
  });
  it('its goal is a target', () => {
    const text =
      '在未来两个月内，客户投诉量降至零，电话咨询平均响应时间控制在30秒内，问题一次性解决率提升至85%';
    expect(found(text, 'goal')).toEqual([]);
  });
});

describe('B5 what is found', () => {
  it.each<[string, Category, string, TextKind?]>([
    ['He is careless with parcels.', 'TRAIT', 'careless'],
    ['Her communication skills are weak.', 'TRAIT', 'communication skills are weak'],
    ['对工作缺乏热情', 'TRAIT', '缺乏热情'],
    ['Often late.', 'VAGUE_QUANTIFIER', 'Often'],
    ['上个月多次迟到', 'VAGUE_QUANTIFIER', '多次'],
    ['She never listens.', 'ABSOLUTE', 'never'],
    ['总是迟到', 'ABSOLUTE', '总是'],
    ['He left the gate open on purpose.', 'MIND_READING', 'on purpose'],
    ['故意不回复客户', 'MIND_READING', '故意'],
    ['Word has it that he leaves at noon.', 'HEARSAY', 'Word has it'],
    ['听说他在外面兼职', 'HEARSAY', '听说'],
    ['His work is terrible.', 'EMOTIVE', 'terrible'],
    ['简直不可理喻', 'EMOTIVE', '不可理喻'],
    ['Due to her pregnancy she missed the target.', 'HEALTH_OR_PROTECTED', 'pregnancy'],
    ['怀孕以后效率下降', 'HEALTH_OR_PROTECTED', '怀孕'],
    ['Meet the target or you will be fired.', 'THREAT', 'be fired'],
    ['再完不成任务就卷铺盖走人', 'THREAT', '卷铺盖走人'],
    ['Improve communication.', 'NON_TARGET', 'Improve', 'goal'],
    ['两个月内改善团队协作', 'NON_TARGET', '改善', 'goal'],
    ['Avoid conflicts with colleagues.', 'NEGATIVE_ONLY', 'Avoid', 'goal'],
    ['不要再迟到', 'NEGATIVE_ONLY', '不要', 'goal'],
    ['未达标视为自愿离职', 'RESIGNATION', '自愿离职'],
    ['The employee shall be deemed to have resigned.', 'RESIGNATION', 'deemed to have resigned'],
  ])('%s: %s', (text, category, words, kind) => {
    expect(found(text, kind)).toContainEqual([category, words]);
  });

  it('a wish is a fault of goals only', () => {
    expect(categories('Improve communication.', 'event')).not.toContain('NON_TARGET');
    expect(categories('不要再迟到', 'feedback')).not.toContain('NEGATIVE_ONLY');
  });
});

describe('B5 what excuses a word', () => {
  it.each([
    '多次（3次，3/2、3/9、4/1）未按时提交日报',
    'Several (four) calls on 3 May ended before the customer had finished speaking.',
    'Late several times (3 March, 12 March, 1 April).',
    '经常迟到：10月21个班次中有9次',
    '客户原话：「你们态度太差」，录音编号2026-0317',
    'The customer wrote: "Your agents are rude and lazy."',
    'He is not careless: all 48 inspection sheets in May were complete.',
    '本季度未出现经常迟到的情况',
    'Answer customer emails promptly, that is within four working hours, in 90% of cases.',
    '及时（2小时内）回复客户邮件，达成率不低于90%',
    'She never logged in to the learning portal between 1 and 31 March.',
  ])('%s', (text) => {
    expect(categories(text)).toEqual([]);
    expect(label(text, languageOf(text))).toBe('factual');
  });

  it('a number elsewhere does not excuse a label on the person', () => {
    expect(label('沟通能力差，本季度被投诉3次', 'zh-CN')).toBe('vague');
    expect(label('Was late twice in April, which shows how undisciplined he is.', 'en')).toBe(
      'vague',
    );
  });
  it('a limit is no count', () => {
    expect(label('Often exceeds the 2-hour limit.', 'en')).toBe('vague');
    expect(label('经常超过2小时的时限', 'zh-CN')).toBe('vague');
  });
  it('a deadline is no target', () => {
    expect(label('Within the next 90 days, show sustained improvement.', 'en')).toBe('vague');
    expect(label('在下一季度提升工作质量', 'zh-CN')).toBe('vague');
  });
  it.each([
    'Give 110% every day.',
    '一心一意混日子',
    'I have told him a hundred times.',
    '他是全公司数一数二的员工',
  ])('a number that is none: %s', (text) => {
    expect(label(text, languageOf(text))).toBe('vague');
  });
  it('health is found in a quotation too, and a patient’s is nobody’s fault', () => {
    expect(categories('Her mail says: "I am pregnant and need a chair."')).toContain(
      'HEALTH_OR_PROTECTED',
    );
    expect(categories('Did not document the pregnancy of the patient in bed 12 on 3 May.')).toEqual(
      [],
    );
  });
});

describe('what is known by its shape', () => {
  it.each<[string, Category, string]>([
    ['文档写得不清不楚', 'TRAIT', '不清不楚'],
    ['4月3日起状态七上八下', 'TRAIT', '七上八下'],
    ['3月的日报能拖就拖', 'TRAIT', '能拖就拖'],
    ['对客户当面一套背后一套', 'TRAIT', '当面一套背后一套'],
    ['5月8日又掉了链子', 'TRAIT', '掉了链子'],
    ['他上班像没睡醒一样', 'TRAIT', '像'],
    ['一点老员工的样子都没有', 'TRAIT', '样子都没有'],
    ['这份Q3复盘报告缺乏深度', 'TRAIT', '缺乏深度'],
    ['He could not sell water in a desert.', 'TRAIT', 'could not sell water in a desert'],
    ['Lost her head twice in March.', 'TRAIT', 'Lost her head'],
    ['He acted like a trainee on Monday.', 'TRAIT', 'like a'],
    ['Gave a weak presentation to the board on 5 May.', 'EMOTIVE', 'weak presentation'],
    ['整天糊里糊涂', 'TRAIT', '糊里糊涂'],
    ['对流程半懂不懂', 'TRAIT', '半懂不懂'],
    ['没够积极', 'TRAIT', '没够积极'],
    ['Positive employees only.', 'TRAIT', 'Positive employees'],
    ['A punctual person.', 'TRAIT', 'punctual person'],
    ['A calm excellent engineer.', 'TRAIT', 'calm excellent'],
    ['对同事爱理不理', 'TRAIT', '爱理不理'],
    ['上班要来不来', 'TRAIT', '要来不来'],
    ['态度没有很好', 'TRAIT', '态度没有很好'],
    ['工作态度没积极', 'TRAIT', '工作态度没积极'],
    ['She is a helpful person.', 'TRAIT', 'helpful person'],
    ['Overly quiet folk.', 'TRAIT', 'Overly quiet'],
    ['30岁', 'HEALTH_OR_PROTECTED', '30岁'],
    ['He is responsible.', 'TRAIT', 'responsible'],
  ])('%s: %s', (text, category, words) => {
    expect(found(text)).toContainEqual([category, words]);
  });

  it.each<[string, Category]>([
    ['客户30岁', 'HEALTH_OR_PROTECTED'],
    ['He is responsible for the report.', 'TRAIT'],
    ['He is responsible to the lead.', 'TRAIT'],
    ['The manager said he does not care.', 'MIND_READING'],
    ['他说自己不想干', 'MIND_READING'],
    ['从未有客户投诉', 'ABSOLUTE'],
    ['See /refunds.', 'NO_FACT'],
    ['逾期三个月', 'NO_FACT'],
    ['拖延了两周提交', 'NO_FACT'],
  ])('%s: no %s', (text, category) => {
    expect(categories(text)).not.toContain(category);
  });

  it.each([
    '付出120%的努力',
    '第一反应是退货',
    '第三会议室',
    '第一会议室',
    '一块做',
    '还有几',
    '几个人',
    '八成的大概只有不到的精力',
    '第一次迟到',
    '双倍努力',
  ])('a number that counts nothing: %s', (text) => {
    expect(label(text, 'zh-CN')).toBe('vague');
  });

  it('half as much again is a figure', () => {
    expect(label('提高半倍', 'zh-CN')).toBe('factual');
  });

  it.each([
    'I told him one hundred times.',
    'He may be late.',
    'In March.',
    'For the past 10 days.',
    'He’s late.',
  ])('no fact by itself: %s', (text) => {
    expect(label(text, 'en')).toBe('vague');
  });

  it.each(['货物前前后后清点了三次', '3月2日他录像存档', '6月像往常一样提交了12份报告'])(
    'not everything that looks so: %s',
    (text) => {
      expect(categories(text)).toEqual([]);
    },
  );
});

describe('a word that names something else', () => {
  it.each([
    '住院结算处2月有6张退费单漏盖章',
    '肿瘤科3月的排班表有两处空缺',
    'Committed to Friday in the planning meeting and handed it over the following Wednesday',
  ])('is no judgement and nobody’s health: %s', (text) => {
    expect(categories(text)).toEqual([]);
  });

  it.each<[string, Category]>([
    ['3月住院三天，期间未安排代班', 'HEALTH_OR_PROTECTED'],
    ['因糖尿病部分工作无法完成', 'HEALTH_OR_PROTECTED'],
    ['Is committed to the team', 'TRAIT'],
    // Strict: a documented sick leave is a fact, but none of a plan's.
    ['9月3日至5日病假，已提交证明', 'HEALTH_OR_PROTECTED'],
  ])('but not in another place: %s', (text, category) => {
    expect(categories(text)).toContain(category);
  });

  it.each([
    '顾客在意见簿上写：“态度离谱地好，感动得想哭”',
    '客户来信表扬：“小李的服务太棒了，简直是天使”',
    'A customer wrote: "She was absolutely fantastic, I was amazed"',
  ])('praise in somebody’s own words is evidence: %s', (text) => {
    expect(label(text, languageOf(text))).toBe('factual');
  });
});

describe('a number that counts nothing of the work', () => {
  it.each([
    '要拿出百分之一百二十的努力来证明自己',
    '看了一百遍也不知道在讲什么',
    '十个人里有九个都受不了他',
    '身为十年的老员工，没有起到作用',
    '里程碑2：重塑客户信任',
    'I have zero confidence in him.',
    "I'd say his commitment is about 50 percent.",
    'Nine times out of ten he gets it wrong.',
    'A seasoned engineer with 15 years behind him.',
    'Milestone 2: regain the trust of the team.',
  ])('%s', (text) => {
    expect(label(text, languageOf(text))).toBe('vague');
  });
  it.each(['12名客户确认了信任评分', '3 % interest was charged on the loan', '投入8万元购置设备'])(
    'one that does: %s',
    (text) => {
      expect(label(text, languageOf(text))).toBe('factual');
    },
  );
});

describe('a judgement that evidence follows, or that is called untrue', () => {
  it.each([
    '拖沓的例子如下：3月3日分派的询价，3月24日才发出邮件',
    '说他粗心并不成立：全年四次盘点，差异均为零',
    '从三月初到现在，他没有一次迟到、早退记录',
    '所谓“不认真”，指的是5月7日和5月9日两份质检单的批号写反了',
    'Slow to respond: the alert of 3 May sat unacknowledged for 48 minutes.',
    'The claim that he is careless is not supported: all 34 files were in order at the May audit.',
    'The release notes for version 4.2 were never published.',
    'Nobody signed for the parcel; it was found behind the bins.',
    'Told the trainee in front of two customers that she was "useless".',
  ])('%s', (text) => {
    expect(categories(text)).toEqual([]);
    expect(label(text, languageOf(text))).toBe('factual');
  });
  it.each([
    'He is lazy: ask anyone.',
    '他就是懒：大家都看得到',
    '他不懒，就是不上心',
    'The customer was never happy.',
  ])('none follows: %s', (text) => {
    expect(label(text, languageOf(text))).toBe('vague');
  });
});

describe('languageOf', () => {
  it.each<[string, Language]>([
    ['Improve communication.', 'en'],
    ['提升CRM录入的及时率', 'zh-CN'],
    ['Published 《操作手册》 on 3 May after review by the whole team', 'en'],
    ['', 'en'],
  ])('%s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('properties', () => {
  const pieces = fc.constantFrom(
    ...'经常 多次 （ ） 三次 3月2日 态度 差 不 没有 客户 「 」 ： ， 。 提升 懒 😀 迟到 报告 often late he is not careless ( ) " “ ” : , . 110% three times skills poor \ud800 \n é ﬁ １２ 10:30 SO-1'.split(
      ' ',
    ),
  );
  const texts = fc
    .array(pieces, { maxLength: 40 })
    .map((parts) => parts.join(' '))
    .map((text) => text.replaceAll(/ (?=[^a-zA-Z])/g, ''));
  const languages = fc.constantFrom<Language>('en', 'zh-CN');

  it('spans lie in the text, on borders of code points', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), languages, (text, language) => {
        for (const { start, end } of checkWording(text, language)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          for (const border of [start, end])
            expect(
              /[\ud800-\udbff][\udc00-\udfff]/.test(
                text.slice(Math.max(0, border - 1), border + 1),
              ),
            ).toBe(false);
        }
      }),
    );
  });
  it('the same text is judged the same', () => {
    fc.assert(
      fc.property(texts, languages, (text, language) => {
        expect(checkWording(text, language)).toEqual(checkWording(text, language));
        expect(label(text, language)).toBe(label(text, language));
      }),
    );
  });
  it('another sentence takes no finding away, but that nothing was stated', () => {
    const vague = fc.constantFrom(
      '客户服务意识差。',
      '上个月多次迟到。',
      '尽快提升沟通能力。',
      '总是迟到。',
      'Often late. ',
      'He is lazy. ',
      'Improve communication. ',
      'People say he is hard to reach. ',
    );
    fc.assert(
      fc.property(vague, texts, (first, second) => {
        const language = languageOf(first);
        const alone = checkWording(first, language).filter(
          ({ category }) => category !== 'NO_FACT',
        );
        expect(checkWording(`${first}\n${second}`, language)).toEqual(
          expect.arrayContaining([...alone]),
        );
      }),
    );
  });
});

describe('a share', () => {
  it('is an amount as a multiple, too', () => {
    expect(label('本月的差错比上月多出半倍。', 'zh-CN')).toBe('factual');
    expect(label('本月的差错不少。', 'zh-CN')).toBe('vague');
  });
  it('is looked at no further than four small words from what it is said of', () => {
    expect(label('At only about a 95 percent of the time is the form complete.', 'en')).toBe(
      'factual',
    );
    expect(label('He is at 95 percent of the attitude.', 'en')).toBe('vague');
  });
});

describe('a long text', () => {
  it.each<[string, Language]>([
    ['not very ', 'en'],
    ['communication skills and ', 'en'],
    ['one ', 'en'],
    ['" a ', 'en'],
    ['a-', 'en'],
    ['提升', 'zh-CN'],
    ['没有一', 'zh-CN'],
    ['「：', 'zh-CN'],
    ['不够积极', 'zh-CN'],
    ['拖沓：', 'zh-CN'],
    ['能拖拖', 'zh-CN'],
    ['could not be lazy: ', 'en'],
  ])(
    'of nothing but «%s» grows no faster than its length',
    (part, language) => {
      const work = (length: number): number => {
        const text = part.repeat(Math.ceil(length / part.length)).slice(0, length);
        return checkWording(text, language).length;
      };
      // quadratic work on this length takes tens of seconds, beyond the limit below
      expect(work(60_000)).toBeGreaterThanOrEqual(0);
    },
    15_000,
  );
});
