import { isHan } from './token.ts';

/** The bodies of idioms with two numerals: 七上八下, 三心二意, 乱七八糟 stands in the dictionary. */
const BETWEEN = new Set('上下心面言嘴平花知清全番推拼零差脚手颠倒来去朝暮长短曝'.split(''));
const NUMERALS = new Set('一二两三四五六七八九十百千万'.split(''));
/** Second and fourth character of what repeats its first: 笨头笨脑, 毛手毛脚, 粗声粗气. */
const LIMBS = /^(头脑|手脚|声气|心意|腔调|模样|里气|眉眼|嘴舌|言语|头尾)$/;
/** 能拖就拖, 想走就走, 该交的不交; 当面一套背后一套, 人前一面人后一面. */
const ECHOES =
  /(?:能|想|爱)([\u4e00-\u9fff]{1,3}?)[就则便]\1|[\u4e00-\u9fff]{1,2}一[套面][,，、]?[\u4e00-\u9fff]{1,2}一[套面]|见人说人话[,，、]?见鬼说鬼话|离[\u4e00-\u9fff]{1,8}(?:差得远|十万八千里|差一大截|差一截)/y;
/** Counts that nobody has counted: 十个人里有九个, 看了一百遍, 七分靠嘴. */
const UNCOUNTED =
  /十[个次](?:人|客户|同事|员工)?(?:里面|里头|里|中|当中)(?:就?有)?(?:[七八九][个次])?|[一八几]?[百千万](?:八十)?[遍回]|[八一]?[百千]?万次|[一二三四五六七八九十]分靠|[一两]个样|[一两][码回]事|[信听][一二三四五六七八九]成|说?一[\u4e00-\u9fff]?[个句人]?顶[两三五十百][个句人]/y;

/** The length of what `pattern` (sticky) matches at a place; 0 if nothing. */
const lengthOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
};

/**
 * The length of a judgement that is known by its shape and not by its words: 不清不楚, 拖拖拉拉,
 * 七上八下, 爱理不理, 能拖就拖. Neutral ones (大大小小) stand in the dictionary, which goes first.
 * @returns 0 if there is none at this place
 */
export const shapeAt = (text: string, at: number): number => {
  const [a = '', b = '', c = '', d = ''] = text.slice(at, at + 4);
  if (isHan(a) && isHan(b) && isHan(c) && isHan(d)) {
    if (a === c && b !== d && /[不没半]/.test(a)) return 4;
    if (a === b && c === d && a !== c && !NUMERALS.has(a) && !NUMERALS.has(c)) return 4;
    if (c === '不' && b === d && (a === '爱' || a === '要')) return 4;
    if (a === '半' && c === '不') return 4;
    if (b === '里' && a === c) return 4;
    if (a === c && LIMBS.test(b + d)) return 4;
    if (NUMERALS.has(a) && NUMERALS.has(c) && BETWEEN.has(b) && BETWEEN.has(d)) return 4;
  }
  return lengthOf(ECHOES, text, at);
};

/** The length of a count that is a manner of speaking; 0 if there is none at this place. */
export const uncountedAt = (text: string, at: number): number => lengthOf(UNCOUNTED, text, at);
