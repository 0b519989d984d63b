import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Column,
  type ImportProblem,
  type ImportProblemCode,
  ROWS_MAX,
} from '../../../domain/tenant/people-import.ts';

interface Words {
  readonly columns: Readonly<Record<Column, string>>;
  /** `{column}` and `{other}`. */
  readonly problems: Readonly<Record<ImportProblemCode, string>>;
}

const en: Words = {
  columns: {
    name: 'Name',
    employeeNumber: 'Employee number',
    email: 'E-mail',
    manager: 'Manager',
    roles: 'Roles',
    language: 'Language',
    site: 'Site',
    joinedOn: 'Joined',
  },
  problems: {
    empty: 'The file has no rows below its header.',
    tooManyRows: `The file has more than ${ROWS_MAX} people; split it.`,
    columnMissing: 'The column “{column}” is missing; the first line must name the columns.',
    columnTwice: 'The column “{column}” is there twice.',
    missing: '“{column}” is empty.',
    tooLong: '“{column}” is too long.',
    characters: '“{column}” holds characters that cannot be shown.',
    notAnAddress: 'This is not an e-mail address.',
    unknownRole: 'Roles are: admin, hr, hrHead, external, none; several with commas.',
    unknownLanguage: 'Languages are: zh-CN, en.',
    unknownSite: 'The company has no such site; use the site’s id or name from the settings.',
    unknownManager: 'Nobody in the file or the directory has this number or address.',
    managerLeft: 'The manager has left the company.',
    managerExternal: 'An external person manages nobody.',
    ownManager: 'Nobody is their own manager.',
    cycle: 'Following the managers upwards leads back to this person.',
    twiceInFile: '“{column}” is the same as in row {other}.',
    twoPeople: 'Number and address belong to two different people in the directory.',
    otherAddress: 'The directory has another address for this number.',
    otherNumber: 'The directory has another number for this person.',
    hasLeft: 'This person has left; bring them back in the directory first.',
    externalRole: 'An external person has no other role.',
    externalManager: 'An external person has no line manager.',
    mayNotGrant: 'You may not give or take these roles; an administrator can.',
    lastAdmin: 'Nobody would be left as administrator.',
    lastHr: 'Nobody would be left in HR.',
  },
};

const zhCN: Words = {
  columns: {
    name: '姓名',
    employeeNumber: '工号',
    email: '邮箱',
    manager: '直属上级',
    roles: '角色',
    language: '语言',
    site: '工作地点',
    joinedOn: '入职日期',
  },
  problems: {
    empty: '表头之下没有任何数据行。',
    tooManyRows: `人数超过 ${ROWS_MAX} 人，请拆分文件。`,
    columnMissing: '缺少“{column}”列；首行必须是列名。',
    columnTwice: '“{column}”列重复。',
    missing: '“{column}”未填写。',
    tooLong: '“{column}”内容过长。',
    characters: '“{column}”含有无法显示的字符。',
    notAnAddress: '邮箱格式不正确。',
    unknownRole: '无法识别的角色。可填：管理员、HR、HR负责人、外部人员、无；多个角色用顿号分隔。',
    unknownLanguage: '无法识别的语言。可填：中文、英文。',
    unknownSite: '公司没有此工作地点，请填写公司设置中的地点编号或名称。',
    unknownManager: '文件和通讯录中都没有此工号或邮箱对应的人员。',
    managerLeft: '所填上级已离职。',
    managerExternal: '外部人员不能担任直属上级。',
    ownManager: '直属上级不能是本人。',
    cycle: '上下级关系形成了循环。',
    twiceInFile: '“{column}”与第 {other} 行重复。',
    twoPeople: '工号与邮箱在通讯录中分属两个人。',
    otherAddress: '此工号在通讯录中登记的是另一个邮箱。',
    otherNumber: '此人在通讯录中登记的是另一个工号。',
    hasLeft: '此人已离职，请先在通讯录中恢复。',
    externalRole: '外部人员不能同时具有其他角色。',
    externalManager: '外部人员没有直属上级。',
    mayNotGrant: '您无权授予或取消这些角色，请由管理员操作。',
    lastAdmin: '导入后公司将没有管理员。',
    lastHr: '导入后公司将没有 HR。',
  },
};

/** What is wrong, in the reader's language. */
export const importProblemText = (language: Language, problem: ImportProblem): string => {
  const { columns, problems } = language === 'en' ? en : zhCN;
  return problems[problem.code]
    .replace('{column}', columns[problem.column])
    .replace('{other}', String(problem.other ?? ''));
};
