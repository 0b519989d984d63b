import type { ProblemCatalogue } from '../words.ts';

export const problems: ProblemCatalogue = {
  unauthenticated: {
    title: '请先登录',
    detail: '访问令牌缺失、已过期或无效，请重新登录后再试。',
  },
  forbidden: {
    title: '没有权限',
    detail: '您的角色不包含此操作，如有需要请联系管理员或 HR。',
  },
  secondFactorNeeded: {
    title: '需要双重验证',
    detail: '代行 HR 职责与 HR 本人一样须通过双重验证登录，请先设置双重验证，再重新登录。',
  },
  notFound: {
    title: '未找到',
    detail: '该地址下没有内容，或内容未对您开放。',
  },
  methodNotAllowed: {
    title: '不支持该请求方法',
    detail: '该地址不支持此请求方法[，支持的方法为{allowed}]。',
  },
  bodyTooLarge: {
    title: '请求内容过大',
    detail: '请求内容超过上限[（{limit} KB）]，请分次提交。',
  },
  unsupportedMediaType: {
    title: '不支持的内容类型',
    detail: '请以 application/json、UTF-8 编码提交。',
  },
  malformed: {
    title: '请求无法解析',
    detail: '无法读取该请求，请检查内容是否为有效的 JSON。',
  },
  invalid: {
    title: '填写内容有误',
    detail: '部分字段缺失或格式不符，详见下列各项。',
  },
  preconditionRequired: {
    title: '缺少版本信息',
    detail: '请在 If-Match 请求头中带上读取时返回的 ETag。',
  },
  preconditionFailed: {
    title: '内容已有更新',
    detail: '您读取之后，内容已被他人修改。请重新读取后再提交。',
  },
  rulesViolated: {
    title: '有规则尚未满足',
    detail: '未作任何更改。下列各项说明了问题所在和解决办法。',
  },
  wrongStatus: {
    title: '当前阶段不能执行此操作',
    detail: '计划目前的状态为“{status}”，此操作仅适用于“{allowed}”状态。',
  },
  unknownPart: {
    title: '引用的内容不存在',
    detail: '请求中引用的{part}不在此计划中。',
  },
  idempotencyMissing: {
    title: '缺少幂等键',
    detail: '请在请求头中提供 Idempotency-Key，以免重复提交产生重复结果。',
  },
  idempotencyMismatch: {
    title: '幂等键已被使用',
    detail: '该幂等键属于另一内容不同的请求，请更换新的键。',
  },
  conflict: {
    title: '操作冲突',
    detail: '另一请求正在修改同一内容，请稍后再试。',
  },
  tooMany: {
    title: '请求过于频繁',
    detail: '请稍等片刻后再试。',
  },
  internal: {
    title: '系统出现问题',
    detail: '请求未能完成，请重试；如仍未解决，请将请求编号提供给支持人员。',
  },
};
