import type { View } from '../../../domain/access/actions.ts';
import type { BundleFinding, BundleFindingCode, BundleVerdict } from './verify-bundle.ts';
import type { Finding, FindingCode, Verdict } from './verify-record.ts';

type VerdictLanguage = 'en' | 'zh-CN';

/** What each finding means to somebody who is no engineer; `{at}` is the number of event or anchor. */
const FINDINGS: Readonly<Record<VerdictLanguage, Readonly<Record<FindingCode, string>>>> = {
  en: {
    unreadable: 'The file is damaged or is no record of a plan.',
    notCanonical: 'The file was touched after it was written, or saved by another program.',
    'event.sequence': 'Event {at} is missing, doubled or in the wrong place.',
    'event.prevHash': 'Event {at} does not follow the event before it.',
    'event.payload': 'The text of event {at} was changed.',
    'event.hash': 'The time, author or kind of event {at} was changed.',
    records: 'The check-ins, measurements or statements are not what the events say.',
    'anchor.tenant': 'Anchor {at} belongs to another company.',
    'anchor.sequence': 'Before anchor {at}, an anchor is missing or out of place.',
    'anchor.prev': 'Anchor {at} does not follow the anchor before it.',
    'anchor.entries': 'The entries of anchor {at} are out of order.',
    'anchor.key': 'Anchor {at} is signed with a key that is not known or not trusted.',
    'anchor.signature': 'The signature of anchor {at} does not hold: the anchor was changed.',
    'anchor.head': 'Anchor {at} saw other events: the record was cut off or written anew.',
    'anchor.backwards': 'Anchor {at} saw fewer events than an anchor before it.',
    key: 'Public key {at} is damaged or belongs to no anchor.',
  },
  'zh-CN': {
    unreadable: '文件已损坏，或不是计划记录文件。',
    notCanonical: '文件生成后被改动过，或被其他程序重新保存过。',
    'event.sequence': '第 {at} 条事件缺失、重复或位置不对。',
    'event.prevHash': '第 {at} 条事件与前一条不衔接。',
    'event.payload': '第 {at} 条事件的内容被改动。',
    'event.hash': '第 {at} 条事件的时间、操作人或类型被改动。',
    records: '沟通记录、数据或陈述与事件不一致。',
    'anchor.tenant': '第 {at} 号锚点属于其他公司。',
    'anchor.sequence': '第 {at} 号锚点之前有锚点缺失或错位。',
    'anchor.prev': '第 {at} 号锚点与前一锚点不衔接。',
    'anchor.entries': '第 {at} 号锚点的条目顺序不对。',
    'anchor.key': '第 {at} 号锚点的签名密钥未知或不受信任。',
    'anchor.signature': '第 {at} 号锚点的签名无效，锚点被改动。',
    'anchor.head': '第 {at} 号锚点所见的事件与记录不符：记录被截断或重写。',
    'anchor.backwards': '第 {at} 号锚点所见的事件少于更早的锚点。',
    key: '第 {at} 个公钥已损坏，或与任何锚点无关。',
  },
};

const findingText = (language: VerdictLanguage, { code, at }: Finding): string =>
  FINDINGS[language][code].replaceAll('{at}', String(at ?? ''));

const number = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** The verdict in words, one line each: what was found, what stands fast, what this cannot show. */
export const verdictLines = (verdict: Verdict, language: VerdictLanguage): readonly string[] => {
  const { holds, findings, events, withoutText, anchors, anchored, lastAnchorAt, keys } = verdict;
  const rest = events - (anchored?.upTo ?? 0);
  if (language === 'zh-CN')
    return [
      holds ? '记录完整，未发现改动。' : `记录有 ${findings.length} 处问题：`,
      ...findings.map((finding) => `  ${findingText(language, finding)}`),
      `事件 ${events} 条，其中 ${withoutText} 条内容已删除或未提供；锚点 ${anchors} 个。`,
      anchored === undefined
        ? '没有锚点证实任何事件：整份记录可能被重写而无法察觉。'
        : `第 1 至 ${anchored.upTo} 条事件最迟于 ${anchored.at} 已由第 ${anchored.anchor} 号锚点固定。`,
      ...(rest > 0 && anchored !== undefined
        ? [`其后 ${rest} 条事件尚无锚点：它们可能被改写而无法察觉。`]
        : []),
      lastAnchorAt === undefined
        ? '无法证明：记录末尾是否被截去。'
        : `无法证明：${lastAnchorAt} 之后产生的事件是否被截去。如有疑问，请索取更新的锚点。`,
      ...keys.map((key) => `签名密钥指纹：${key}`),
      ...(verdict.keysTrusted ? [] : ['密钥取自文件本身：请与公司公布的指纹核对。']),
    ];
  return [
    holds
      ? 'The record holds: no change was found.'
      : `The record does not hold, for ${number(findings.length, 'reason', 'reasons')}:`,
    ...findings.map((finding) => `  ${findingText(language, finding)}`),
    `${number(events, 'event', 'events')}, ${withoutText} of them with text erased or withheld; ${number(anchors, 'anchor', 'anchors')}.`,
    anchored === undefined
      ? 'No anchor vouches for any event: the whole record could have been written anew.'
      : `Events 1 to ${anchored.upTo} have stood fast since ${anchored.at} at the latest (anchor ${anchored.anchor}).`,
    ...(rest > 0 && anchored !== undefined
      ? [
          `${number(rest, 'later event is', 'later events are')} not anchored yet, and could have been written anew.`,
        ]
      : []),
    lastAnchorAt === undefined
      ? 'Cannot be shown: whether the end of the record was cut off.'
      : `Cannot be shown: whether events after ${lastAnchorAt} were cut off. In doubt, ask for younger anchors.`,
    ...keys.map((key) => `Fingerprint of the signing key: ${key}`),
    ...(verdict.keysTrusted
      ? []
      : ['The key came with the file: compare its fingerprint with the published one.']),
  ];
};

const BUNDLE_FINDINGS: Readonly<
  Record<VerdictLanguage, Readonly<Record<BundleFindingCode, string>>>
> = {
  en: {
    file: 'The file is damaged, was packed again by another program, or is no evidence bundle.',
    manifest: 'The list of the files in the bundle is missing or was changed.',
    member: '{name} is missing, was added, or was changed.',
    seal: 'The seal is missing or does not hold: the bundle was changed after it was made.',
    'seal.key': 'The bundle is sealed with a key that is not known or not trusted.',
    other: 'The list of files belongs to another record than the one in the bundle.',
    served: '{name} is not what the record says was handed over and signed.',
  },
  'zh-CN': {
    file: '文件已损坏、被其他程序重新打包，或不是证据包。',
    manifest: '证据包的文件清单缺失或被改动。',
    member: '{name} 缺失、系后来添加，或被改动。',
    seal: '签章缺失或无效：证据包在生成之后被改动。',
    'seal.key': '证据包所用的签章密钥未知或不受信任。',
    other: '文件清单所指的记录与包内的记录不是同一份。',
    served: '{name} 与记录所载的送达和签字不符。',
  },
};

const bundleFindingText = (language: VerdictLanguage, { code, name }: BundleFinding): string =>
  BUNDLE_FINDINGS[language][code].replaceAll('{name}', name ?? '');

/** Whose copy it is; a newer bundle may know other views. */
const VIEWS: Readonly<Record<VerdictLanguage, Readonly<Record<View, string>>>> = {
  en: {
    hr: 'HR',
    reviewer: 'a person invited to decide or to audit',
    manager: 'the manager',
    employee: 'the employee',
  },
  'zh-CN': {
    hr: '人力资源',
    reviewer: '受邀审批或核查的人员',
    manager: '直接上级',
    employee: '员工',
  },
};

const viewText = (language: VerdictLanguage, view: string): string =>
  (VIEWS[language] as Readonly<Record<string, string>>)[view] ?? view;

/** The verdict on a bundle in words: the bundle first, then its record. */
export const bundleVerdictLines = (
  { holds, findings, record, manifest, sealedBy }: BundleVerdict,
  language: VerdictLanguage,
): readonly string[] => {
  const isChinese = language === 'zh-CN';
  return [
    ...(holds
      ? [isChinese ? '证据包完整，未发现改动。' : 'The bundle holds: no change was found.']
      : [isChinese ? '证据包未通过核验：' : 'The bundle does not hold:']),
    ...findings.map((finding) => `  ${bundleFindingText(language, finding)}`),
    ...(manifest === undefined
      ? []
      : [
          isChinese
            ? `生成时间：${manifest.madeAt}；文本：供${viewText(language, manifest.view)}查阅；报告哈希：${manifest.reportHash}`
            : `Made at ${manifest.madeAt}, as ${viewText(language, manifest.view)} may see it; hash of the report: ${manifest.reportHash}`,
        ]),
    ...(sealedBy === undefined
      ? []
      : [isChinese ? `签章密钥指纹：${sealedBy}` : `Fingerprint of the seal's key: ${sealedBy}`]),
    isChinese ? '包内的计划记录：' : 'The record in it:',
    ...verdictLines(record, language).map((line) => `  ${line}`),
  ];
};
