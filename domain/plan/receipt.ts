import type { Language } from './vocabulary.ts';

/** H6: what a signature under a plan means, in the words that are signed. */
const RECEIPT: Readonly<Record<Language, string>> = {
  'zh-CN': '本人签名仅表示已收到本计划，不代表同意其内容。',
  en: 'My signature confirms that I have received this plan; it does not mean that I agree with it.',
};

/** G9: what happens to the dates when the plan starts late; whoever signs has read it. */
const LATE_START: Readonly<Record<Language, string>> = {
  'zh-CN': '如计划晚于原定日期开始，开始日期、结束日期及所有未到期日期均顺延相同的工作日数。',
  en: 'If the plan starts later than planned, its start, its end and every open date move by the same number of working days.',
};

/** H6: the same for an amendment of a plan that runs. */
const AMENDMENT_RECEIPT: Readonly<Record<Language, string>> = {
  'zh-CN': '本人签名仅表示已收到本次变更的完整文本；是否同意，以本人所选答复为准。',
  en: 'My signature confirms that I have received the full text of this amendment; whether I agree is what I have answered.',
};

/** The fixed text above a signature under an amendment (H6). */
export const amendmentReceipt = (language: Language): string => AMENDMENT_RECEIPT[language];

/** The fixed text above every signature, in the language in which the plan is signed (H6, G9). */
export const receiptSentence = (language: Language): string =>
  language === 'en'
    ? `${RECEIPT.en} ${LATE_START.en}`
    : `${RECEIPT[language]}${LATE_START[language]}`;
