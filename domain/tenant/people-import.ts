import type { MemberId } from '../kernel/ids.ts';
import type { Language } from '../plan/vocabulary.ts';
import { type Member, ROLES, type Role, type Tenant } from './tenant.ts';

/** Columns that a file of people may have. `joinedOn` is known, and not kept. */
export const COLUMNS = [
  'name',
  'employeeNumber',
  'email',
  'manager',
  'roles',
  'language',
  'site',
  'joinedOn',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Most people in one file. */
export const ROWS_MAX = 2000;

/** What can be wrong; `subject` is the column's, or names a role, a row, a header. */
export const IMPORT_PROBLEMS = [
  'empty',
  'tooManyRows',
  'columnMissing',
  'columnTwice',
  'missing',
  'tooLong',
  'characters',
  'notAnAddress',
  'unknownRole',
  'unknownLanguage',
  'unknownSite',
  'unknownManager',
  'managerLeft',
  'managerExternal',
  'ownManager',
  'cycle',
  'twiceInFile',
  'twoPeople',
  'otherAddress',
  'otherNumber',
  'hasLeft',
  'externalRole',
  'externalManager',
  'mayNotGrant',
  'lastAdmin',
  'lastHr',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

export interface ImportProblem {
  /** Line of the table, the header being 1. */
  readonly row: number;
  readonly column: Column;
  readonly code: ImportProblemCode;
  /** The other row of `twiceInFile`. */
  readonly other?: number;
}

/** What is to be written of a person; `manager` is a member, or another row of the file. */
export interface PersonChange {
  readonly row: number;
  /** Absent for somebody new. */
  readonly before?: Member;
  readonly name: string;
  readonly email: string;
  readonly employeeNumber?: string;
  readonly language: Language;
  readonly siteId: string;
  readonly roles: readonly Role[];
  readonly manager?: { readonly memberId: MemberId } | { readonly row: number };
}

export interface ImportPlan {
  readonly rows: number;
  readonly changes: readonly PersonChange[];
  readonly unchanged: number;
  readonly problems: readonly ImportProblem[];
  /** Headers of columns that are not read, as they stand in the file. */
  readonly ignoredColumns: readonly string[];
}

/** Headers by what is left of them without case, width, spaces and punctuation. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  name: ['name', 'fullname', '姓名', '员工姓名', '名字'],
  employeeNumber: [
    'employeenumber',
    'employeeno',
    'employeeid',
    'staffnumber',
    'staffid',
    'number',
    '工号',
    '员工号',
    '员工编号',
    '人员编号',
  ],
  email: ['email', 'emailaddress', 'mail', '邮箱', '电子邮箱', '邮箱地址', '电子邮件', '邮件地址'],
  manager: [
    'manager',
    'linemanager',
    'reportsto',
    'supervisor',
    '直属上级',
    '直接上级',
    '上级',
    '直属主管',
    '主管',
    '汇报对象',
  ],
  roles: ['roles', 'role', '角色', '系统角色'],
  language: ['language', 'locale', '语言', '界面语言'],
  site: ['site', 'location', 'office', '工作地点', '办公地点', '地点', '所在地'],
  joinedOn: [
    'joined',
    'joinedon',
    'startdate',
    'hiredate',
    'entrydate',
    '入职',
    '入职日期',
    '入职时间',
  ],
};

const ROLE_WORDS: Readonly<Record<Role | 'none', readonly string[]>> = {
  admin: ['admin', 'administrator', '管理员', '系统管理员'],
  hr: ['hr', '人事', '人力资源'],
  hrHead: [
    'hrhead',
    'headofhr',
    'hrdirector',
    'hr负责人',
    '人事负责人',
    '人力资源负责人',
    'hr主管',
  ],
  external: ['external', 'externalperson', '外部', '外部人员'],
  none: ['none', 'no', 'employee', '无', '员工', '普通员工'],
};

const LANGUAGE_WORDS: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': ['zhcn', 'zh', 'chinese', '中文', '简体中文', '汉语'],
  en: ['en', 'english', '英文', '英语'],
};

/** Full-width letters, digits and spaces as everybody else writes them. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

const bare = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');

const wordIn = <Word extends string>(
  words: Readonly<Record<Word, readonly string[]>>,
  text: string,
): Word | undefined => {
  const wanted = bare(text);
  return (Object.keys(words) as Word[]).find((word) => words[word].includes(wanted));
};

/** A cell that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell as it is written into a file: a spreadsheet must not take it for a formula. */
export const toCell = (text: string): string =>
  FORMULA.test(text) || /^'+[=+\-@\t\r]/.test(text) ? `'${text}` : text;

/** A cell as it was before `toCell`. */
export const fromCell = (cell: string): string =>
  /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;

const CELL_MAX: Readonly<Record<Column, number>> = {
  name: 120,
  employeeNumber: 40,
  email: 254,
  manager: 254,
  roles: 200,
  language: 40,
  site: 120,
  joinedOn: 40,
};

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const ODD = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

type Cells = Readonly<Partial<Record<Column, string>>>;

interface Header {
  readonly columns: ReadonlyMap<Column, number>;
  readonly ignored: readonly string[];
  readonly problems: readonly ImportProblem[];
}

const headerOf = (cells: readonly string[]): Header => {
  const columns = new Map<Column, number>();
  const ignored: string[] = [];
  const problems: ImportProblem[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = wordIn(HEADERS, cell);
    if (column === undefined || column === 'joinedOn') {
      if (plain(cell) !== '') ignored.push(plain(cell).slice(0, 60));
    } else if (columns.has(column)) problems.push({ row: 1, column, code: 'columnTwice' });
    else columns.set(column, index);
  }
  for (const column of ['name', 'email'] as const)
    if (!columns.has(column)) problems.push({ row: 1, column, code: 'columnMissing' });
  return { columns, ignored, problems };
};

/** A row of the file, judged by itself. */
interface Draft extends Omit<PersonChange, 'manager'> {
  /** What the cell says; absent leaves the manager as they are, empty ends it. */
  readonly manager?: string;
}

/** What the import is judged against. */
export interface ImportContext {
  readonly tenant: Pick<Tenant, 'sites' | 'language'>;
  readonly directory: readonly Member[];
  /** Whether the importer may change somebody's roles that way. */
  readonly mayGrant: (before: readonly Role[], after: readonly Role[]) => boolean;
}

/** Finds people by what a file calls them. */
const finder = <Person>(
  people: readonly Person[],
  numberOf: (person: Person) => string | undefined,
  emailOf: (person: Person) => string,
) => {
  const byNumber = new Map<string, Person>();
  const byEmail = new Map<string, Person>();
  for (const person of people) {
    const number = numberOf(person);
    if (number !== undefined && !byNumber.has(number)) byNumber.set(number, person);
    if (!byEmail.has(emailOf(person))) byEmail.set(emailOf(person), person);
  }
  return {
    byNumber: (number: string | undefined) =>
      number === undefined ? undefined : byNumber.get(number),
    byEmail: (email: string) => byEmail.get(email),
  };
};

const rolesIn = (text: string): readonly Role[] | undefined => {
  const words = plain(text)
    .split(/\s*[,，、;；/|+&]\s*/u)
    .filter((word) => word !== '')
    .map((word) => wordIn(ROLE_WORDS, word));
  if (words.includes(undefined)) return undefined;
  return ROLES.filter((role) => words.includes(role));
};

const judgeRow = (
  row: number,
  cells: Cells,
  { tenant, mayGrant }: ImportContext,
  found: { readonly byNumber: Member | undefined; readonly byEmail: Member | undefined },
  say: (column: Column, code: ImportProblemCode) => void,
): Draft | undefined => {
  let sound = true;
  const wrong = (column: Column, code: ImportProblemCode): undefined => {
    sound = false;
    say(column, code);
  };
  for (const column of COLUMNS) {
    const cell = cells[column] ?? '';
    if (cell.length > CELL_MAX[column]) wrong(column, 'tooLong');
    if (ODD.test(cell)) wrong(column, 'characters');
  }
  const { name = '', email = '', employeeNumber: number } = cells;
  if (name === '') wrong('name', 'missing');
  if (email === '') wrong('email', 'missing');
  else if (!ADDRESS.test(email)) wrong('email', 'notAnAddress');
  const { byNumber, byEmail } = found;
  if (byNumber !== undefined && byEmail !== undefined && byNumber.id !== byEmail.id)
    wrong('email', 'twoPeople');
  else if (byNumber !== undefined && byNumber.email !== email) wrong('email', 'otherAddress');
  const before = byNumber ?? byEmail;
  if (number !== undefined && before?.employeeNumber !== undefined)
    if (before.employeeNumber !== number) wrong('employeeNumber', 'otherNumber');
  if (before?.status === 'LEFT') wrong('email', 'hasLeft');

  const given = cells.roles === undefined || cells.roles === '' ? undefined : rolesIn(cells.roles);
  if (cells.roles !== undefined && cells.roles !== '' && given === undefined)
    wrong('roles', 'unknownRole');
  const roles = given ?? before?.roles ?? [];
  if (roles.includes('external') && roles.length > 1) wrong('roles', 'externalRole');
  if (!mayGrant(before?.roles ?? [], roles)) wrong('roles', 'mayNotGrant');

  const spoken = cells.language ?? '';
  const language =
    spoken === '' ? (before?.language ?? tenant.language) : wordIn(LANGUAGE_WORDS, spoken);
  if (language === undefined) wrong('language', 'unknownLanguage');

  const place = cells.site ?? '';
  const site =
    place === ''
      ? (before?.siteId ?? tenant.sites[0]?.id)
      : tenant.sites.find(({ id, name: called }) => [bare(id), bare(called)].includes(bare(place)))
          ?.id;
  if (site === undefined) wrong('site', 'unknownSite');
  if (!sound || language === undefined || site === undefined) return undefined;
  const kept = number ?? before?.employeeNumber;
  return {
    row,
    ...(before === undefined ? {} : { before }),
    name,
    email,
    ...(kept === undefined ? {} : { employeeNumber: kept }),
    language,
    siteId: site,
    roles,
    ...(cells.manager === undefined ? {} : { manager: cells.manager }),
  };
};

type Boss = NonNullable<PersonChange['manager']>;

const sameRoles = (one: readonly Role[], other: readonly Role[]): boolean =>
  ROLES.every((role) => one.includes(role) === other.includes(role));

const isUnchanged = (change: PersonChange): boolean => {
  const { before, manager } = change;
  if (before === undefined) return false;
  const managerId = manager !== undefined && 'memberId' in manager ? manager.memberId : undefined;
  return (
    before.name === change.name &&
    before.employeeNumber === change.employeeNumber &&
    before.language === change.language &&
    before.siteId === change.siteId &&
    before.managerId === managerId &&
    !(manager !== undefined && 'row' in manager) &&
    sameRoles(before.roles, change.roles)
  );
};

/** Somebody of the directory or of the file, by one name for both. */
const nodeOf = (boss: Boss | undefined): string | undefined =>
  boss === undefined ? undefined : 'row' in boss ? `row ${boss.row}` : boss.memberId;

/** People who, following the managers upwards, come back to themselves. */
const inCycles = (managerOf: ReadonlyMap<string, string | undefined>): ReadonlySet<string> => {
  const state = new Map<string, 'open' | 'done'>();
  const cyclic = new Set<string>();
  for (const start of managerOf.keys()) {
    const path: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !state.has(at)) {
      state.set(at, 'open');
      path.push(at);
      at = managerOf.get(at);
    }
    if (at !== undefined && state.get(at) === 'open')
      for (const one of path.slice(path.indexOf(at))) cyclic.add(one);
    for (const one of path) state.set(one, 'done');
  }
  return cyclic;
};

const cleaned = (row: readonly string[], columns: ReadonlyMap<Column, number>): Cells => {
  const cells: Partial<Record<Column, string>> = {};
  for (const [column, index] of columns) {
    const cell = fromCell(row[index] ?? '');
    const text =
      column === 'name' ? cell.normalize('NFC').replace(/\s+/gu, ' ').trim() : plain(cell);
    // A person without a number has none; an empty one is nobody's.
    if (column === 'employeeNumber' && text === '') continue;
    cells[column] = column === 'email' ? text.toLowerCase() : text;
  }
  return cells;
};

/**
 * What a table of people would change in the directory, and everything that is wrong with it. People
 * are known by employee number, else by e-mail address, so the same table again changes nothing. An
 * empty cell leaves roles, language and site as they are; an empty manager ends it. Nobody is removed.
 *
 * @param table its first row is the header
 */
export const planImport = (
  table: readonly (readonly string[])[],
  context: ImportContext,
): ImportPlan => {
  const { directory } = context;
  const header = headerOf(table[0] ?? []);
  const rows = table
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(1)
    .filter(({ cells }) => cells.some((cell) => plain(cell) !== ''));
  const nothing = { changes: [], unchanged: 0, ignoredColumns: header.ignored, rows: rows.length };
  if (header.problems.length > 0) return { ...nothing, problems: header.problems };
  if (rows.length === 0)
    return { ...nothing, problems: [{ row: 1, column: 'name', code: 'empty' }] };
  if (rows.length > ROWS_MAX)
    return { ...nothing, problems: [{ row: ROWS_MAX + 2, column: 'name', code: 'tooManyRows' }] };

  const problems: ImportProblem[] = [];
  const known = finder(
    directory,
    ({ employeeNumber }) => employeeNumber,
    ({ email }) => email,
  );
  const seen = { number: new Map<string, number>(), email: new Map<string, number>() };
  const drafts = rows.flatMap(({ row, cells: raw }) => {
    const cells = cleaned(raw, header.columns);
    const say = (column: Column, code: ImportProblemCode) => problems.push({ row, column, code });
    const { email = '', employeeNumber: number } = cells;
    for (const [column, value, rowsSeen] of [
      ['employeeNumber', number, seen.number],
      ['email', email, seen.email],
    ] as const) {
      if (value === undefined || value === '') continue;
      const other = rowsSeen.get(value);
      if (other === undefined) rowsSeen.set(value, row);
      else problems.push({ row, column, code: 'twiceInFile', other });
    }
    const found = { byNumber: known.byNumber(number), byEmail: known.byEmail(email) };
    return judgeRow(row, cells, context, found, say) ?? [];
  });

  const inFile = finder(
    drafts,
    ({ employeeNumber }) => employeeNumber,
    ({ email }) => email,
  );
  const bossOf = (draft: Draft): Boss | undefined => {
    const { manager, row, before } = draft;
    const say = (code: ImportProblemCode) => {
      problems.push({ row, column: 'manager', code });
    };
    if (manager === undefined)
      return before?.managerId === undefined ? undefined : { memberId: before.managerId };
    if (manager === '') return undefined;
    if (draft.roles.includes('external')) say('externalManager');
    const called = manager.toLowerCase();
    const colleague = inFile.byNumber(manager) ?? inFile.byEmail(called);
    const person = known.byNumber(manager) ?? known.byEmail(called);
    if (colleague === draft) say('ownManager');
    if ((colleague ?? person)?.roles.includes('external')) say('managerExternal');
    if (colleague !== undefined)
      return colleague.before === undefined
        ? { row: colleague.row }
        : { memberId: colleague.before.id };
    if (person === undefined) say('unknownManager');
    else if (person.status === 'LEFT') say('managerLeft');
    return person === undefined ? undefined : { memberId: person.id };
  };
  const all = drafts.map(({ manager: _, ...draft }, index): PersonChange => {
    const boss = bossOf(drafts[index] as Draft);
    return { ...draft, ...(boss === undefined ? {} : { manager: boss }) };
  });

  const nodes = new Map<string, string | undefined>(
    directory.map(({ id, managerId }) => [id, managerId]),
  );
  const nodeFor = ({ row, before }: PersonChange): string => before?.id ?? `row ${row}`;
  for (const change of all) nodes.set(nodeFor(change), nodeOf(change.manager));
  const cyclic = inCycles(nodes);
  for (const change of all)
    if (cyclic.has(nodeFor(change)) && nodeOf(change.manager) !== nodeFor(change))
      problems.push({ row: change.row, column: 'manager', code: 'cycle' });

  const rolesAfter = new Map(directory.map((person) => [person.id as string, person.roles]));
  for (const change of all) rolesAfter.set(nodeFor(change), change.roles);
  const left = new Set(directory.filter(({ status }) => status === 'LEFT').map(({ id }) => id));
  const remains = (holds: (roles: readonly Role[]) => boolean): boolean =>
    [...rolesAfter].some(([id, roles]) => !left.has(id as MemberId) && holds(roles));
  const ofHr = (roles: readonly Role[]) => roles.includes('hr') || roles.includes('hrHead');
  for (const [code, holds] of [
    ['lastAdmin', (roles: readonly Role[]) => roles.includes('admin')],
    ['lastHr', ofHr],
  ] as const) {
    const giver = all.find(
      ({ before, roles }) => before !== undefined && holds(before.roles) && !holds(roles),
    );
    if (giver !== undefined && !remains(holds))
      problems.push({ row: giver.row, column: 'roles', code });
  }

  const changes = all.filter((change) => !isUnchanged(change));
  return {
    rows: rows.length,
    changes,
    unchanged: all.length - changes.length,
    problems: problems.toSorted((one, other) => one.row - other.row),
    ignoredColumns: header.ignored,
  };
};

/** The header of a file in one language, in the order of `COLUMNS` without `joinedOn`. */
export const HEADER_OF: Readonly<Record<Language, readonly string[]>> = {
  en: ['Name', 'Employee number', 'E-mail', 'Manager', 'Roles', 'Language', 'Site'],
  'zh-CN': ['姓名', '工号', '邮箱', '直属上级', '角色', '语言', '工作地点'],
};

/** A person as a row of such a file; the manager is named by address. */
export const rowOf = (person: Member, managerEmail: string | undefined): readonly string[] =>
  [
    person.name,
    person.employeeNumber ?? '',
    person.email,
    managerEmail ?? '',
    person.roles.length === 0 ? 'none' : person.roles.join(', '),
    person.language,
    person.siteId,
  ].map(toCell);
