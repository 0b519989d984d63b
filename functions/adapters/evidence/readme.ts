import type { Language } from '../../../domain/plan/vocabulary.ts';

/** What a bundle says to the people who open it. */
export const README: Readonly<Record<Language, string>> = {
  en: `EVIDENCE BUNDLE OF A PERFORMANCE IMPROVEMENT PLAN

What is in it
  report/        The tracking report to read, in English and Chinese: HTML and PDF.
  record.json    The record: every event of the plan, linked by hashes, and the
                 anchors that were signed since. What this copy may not show is
                 there as a hash only; the chain runs through it all the same.
  served.json    Which text was handed to the employee, in which event, and in
                 which events it was acknowledged.
  content/       Each of those texts. Its name is its SHA-256, which is what the
                 signatures refer to.
  manifest.json  SHA-256 and size of every file here.
  seal.json      The service's signature over the manifest.
  verify.mjs     Checks all of this. It needs Node 20 or later, no network, no
                 account and nobody's trust.

  Files that people attached are not in here: the record and the report name each
  of them with its SHA-256, to compare with the file that you were given.

How to check it
  node verify.mjs BUNDLE.zip --key ANCHOR_FINGERPRINT --key SEAL_FINGERPRINT
  Take the two fingerprints from where the company publishes them, not from this
  file. Rather than the verify.mjs in here you can use one from a release of
  Upturn: a forged bundle could bring a forged verifier along.

What is proven, and what is not
  - Events up to the last anchor: nobody changed, removed or added one since the
    moment of that anchor, the operator of the service included.
  - Events after the last anchor: they could have been written anew. Ask for a
    younger bundle when it matters.
  - Contents: a text is the one that was signed, because the signed hash is in
    the chain.
  - The report, and these pages: not a bit was changed since the service made the
    bundle, because the manifest is sealed. The report is not part of the chain:
    that it says what the events say is the service's word, which its seal binds
    to this record (the number of events and the hash of the last one stand in
    the manifest). Where the report and the record differ, the record counts.
  - A file whose seal is removed, or which is sealed with another key, proves no
    more than its record does.
  - Nothing shows what was never recorded, or who read the plan.
`,
  'zh-CN': `绩效改进计划证据包

内容
  report/        绩效改进跟踪报告，中文和英文，HTML 与 PDF 两种格式。
  record.json    计划记录：全部事件以哈希依次相连，并附此后签署的锚点。本份副本
                 无权显示的内容仅以哈希表示，链条仍然完整可验。
  served.json    哪一版文本在哪条事件中送达员工，又在哪些事件中得到确认。
  content/       上述各版文本。文件名即其 SHA-256，也就是签字所指向的哈希。
  manifest.json  包内每个文件的 SHA-256 和大小。
  seal.json      系统对清单（manifest.json）的签章。
  verify.mjs     核验程序。只需 Node 20 或更高版本，无需联网、无需账号，也无需
                 信任任何人。

  附件本身不在包内：记录和报告载明每个附件的 SHA-256，可与所得文件比对。

核验方法
  node verify.mjs 证据包.zip --language zh-CN --key 锚点密钥指纹 --key 签章密钥指纹
  两个指纹请以公司公布的为准，不要取自本文件。也可以不用包内的 verify.mjs，改用
  Upturn 发布版中的核验程序：伪造的证据包可能附带伪造的核验程序。

能证明什么，不能证明什么
  - 最后一个锚点之前的事件：自该锚点签署之时起，任何人（包括系统运营方）都未曾
    修改、删除或添加。
  - 最后一个锚点之后的事件：可能被改写而无法察觉。如有必要，请索取更新的证据包。
  - 各版文本：签字所指向的哈希就在链中，因此文本即为所签文本。
  - 报告及本说明：清单已经签章，证据包生成之后未被改动一个比特。报告本身不在
    链中：报告与事件相符，是系统以签章作出的保证，签章将报告与本记录（事件条数
    和最后一条事件的哈希）绑定。报告与记录不一致的，以记录为准。
  - 签章缺失或使用其他密钥签章的文件，其证明力不超过其中的记录本身。
  - 从未记录的事情，以及谁查阅过计划，均无法由此证明。
`,
};
