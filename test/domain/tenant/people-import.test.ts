import { describe, expect, it } from 'vitest';
import {
  HEADER_OF,
  type ImportContext,
  planImport,
  ROWS_MAX,
  rowOf,
} from '../../../domain/tenant/people-import.ts';
import type { Member, Role } from '../../../domain/tenant/tenant.ts';
import { people } from '../../support/plans.ts';
import { memberOf, tenantOf } from '../../support/store.ts';

const admin = memberOf(people.colleague, undefined, {
  roles: ['admin'],
  email: 'admin@example.com',
  employeeNumber: 'A1',
});
const anna = memberOf(people.manager, undefined, {
  name: 'Anna',
  email: 'anna@example.com',
  employeeNumber: 'A2',
});
const gone = memberOf(people.trainer, undefined, { email: 'gone@example.com', status: 'LEFT' });
const guest = memberOf(people.mentor, undefined, {
  email: 'guest@example.com',
  roles: ['external'],
});

const context = (more: Partial<ImportContext> = {}): ImportContext => ({
  tenant: tenantOf(),
  directory: [admin, anna, gone, guest],
  mayGrant: () => true,
  ...more,
});
const HEADER = ['Name', 'Employee number', 'E-mail', 'Manager', 'Roles', 'Language', 'Site'];
const plan = (rows: readonly (readonly string[])[], more: Partial<ImportContext> = {}) =>
  planImport([HEADER, ...rows], context(more));
const said = (rows: readonly (readonly string[])[], more: Partial<ImportContext> = {}) =>
  plan(rows, more).problems.map(
    ({ row, column, code, other }) =>
      `${row} ${column} ${code}${other === undefined ? '' : ` ${other}`}`,
  );
const row = (more: Partial<Record<string, string>> = {}): readonly string[] => {
  const cells: Record<string, string> = {
    name: 'Ben',
    number: 'B1',
    email: 'ben@example.com',
    manager: '',
    roles: '',
    language: '',
    site: '',
    ...more,
  };
  return ['name', 'number', 'email', 'manager', 'roles', 'language', 'site'].map(
    (key) => cells[key] ?? '',
  );
};

describe('a table of people', () => {
  it('adds those who are new, with what the company has where a cell is empty', () => {
    expect(plan([row()])).toEqual({
      rows: 1,
      unchanged: 0,
      problems: [],
      ignoredColumns: [],
      changes: [
        {
          row: 2,
          name: 'Ben',
          email: 'ben@example.com',
          employeeNumber: 'B1',
          language: 'zh-CN',
          siteId: 'shanghai',
          roles: [],
        },
      ],
    });
  });

  it('knows people by number, else by address, and changes what differs', () => {
    const byNumber = row({ name: 'Anna B', number: 'A2', email: 'anna@example.com' });
    const byAddress = row({ name: 'Root', number: '', email: 'ADMIN@example.com' });
    const { changes, problems } = plan([byNumber, byAddress]);
    expect(problems).toEqual([]);
    expect(changes.map(({ before, name }) => [before?.id, name])).toEqual([
      [anna.id, 'Anna B'],
      [admin.id, 'Root'],
    ]);
    expect(changes[1], 'an empty cell leaves roles and number').toMatchObject({
      roles: ['admin'],
      employeeNumber: 'A1',
    });
  });

  it('that says what the directory says changes nothing', () => {
    const same = row({ name: 'Anna', number: 'A2', email: 'anna@example.com' });
    expect(plan([same])).toMatchObject({ changes: [], unchanged: 1, problems: [] });
  });

  it('reads headers of either language, widths, and words for roles and languages', () => {
    const { changes, problems, ignoredColumns } = planImport(
      [
        ['姓名', '工号', '邮箱', '直属上级', '角色', '语言', '入职日期', '备注'],
        [
          '王　芳',
          'Ｂ０２',
          ' wang＠example.com ',
          'Ａ２',
          '人事、管理员',
          '英文',
          '2020-01-01',
          'x',
        ],
      ],
      context(),
    );
    expect(problems).toEqual([]);
    expect(ignoredColumns).toEqual(['入职日期', '备注']);
    expect(changes).toMatchObject([
      {
        name: '王 芳',
        employeeNumber: 'B02',
        email: 'wang@example.com',
        roles: ['admin', 'hr'],
        language: 'en',
        manager: { memberId: anna.id },
      },
    ]);
  });

  it('is what the directory writes, and read back changes nothing', () => {
    const odd = memberOf(people.employee, undefined, {
      name: '=Ben',
      email: 'ben@example.com',
      managerId: anna.id,
      roles: [],
    });
    const quoted = memberOf(people.hrOwner, undefined, {
      name: "'=Cleo",
      email: 'cleo@example.com',
      employeeNumber: '-7',
      roles: ['hr', 'admin'],
    });
    const rows = [rowOf(odd, anna.email), rowOf(quoted, undefined)];
    expect(rows.map(([name, number]) => [name, number])).toEqual([
      ["'=Ben", ''],
      ["''=Cleo", "'-7"],
    ]);
    expect(rows[0]?.[4]).toBe('none');
    const directory = [admin, anna, odd, quoted];
    for (const header of Object.values(HEADER_OF))
      expect(planImport([header, ...rows], context({ directory }))).toMatchObject({
        problems: [],
        changes: [],
        unchanged: 2,
      });
  });

  it('leaves alone what has no column, and reads rows that end early', () => {
    const led = memberOf(people.employee, undefined, {
      name: 'Ben',
      email: 'ben@example.com',
      managerId: anna.id,
      roles: [],
    });
    const read = planImport(
      [
        ['Name', 'E-mail', '', 'Site'],
        ['Benjamin', 'ben@example.com'],
        ['Cleo', 'cleo@example.com', '', ''],
      ],
      context({ directory: [admin, anna, led] }),
    );
    expect(read).toMatchObject({ problems: [], ignoredColumns: [] });
    expect(read.changes).toMatchObject([
      { name: 'Benjamin', manager: { memberId: anna.id } },
      { name: 'Cleo', language: 'zh-CN' },
    ]);
    expect(read.changes[1]).not.toHaveProperty('manager');
    expect(read.changes[1]).not.toHaveProperty('employeeNumber');
  });

  it('a manager may be somebody of the file who is in the directory, or is new', () => {
    const same = row({ name: 'Anna', number: 'A2', email: 'anna@example.com' });
    const led = row({ manager: 'A2' });
    expect(plan([same, led])).toMatchObject({
      unchanged: 1,
      changes: [{ name: 'Ben', manager: { memberId: anna.id } }],
    });
    expect(
      plan([row({ name: 'Anna', number: 'A2', email: 'anna@example.com', manager: 'B1' }), row()]),
    ).toMatchObject({ changes: [{ name: 'Anna', manager: { row: 3 } }, { name: 'Ben' }] });
  });

  it('finds managers in the file, wherever they stand, and in the directory', () => {
    const { changes, problems } = plan([
      row({ manager: 'c1' }),
      row({ name: 'Cleo', number: 'C1', email: 'cleo@example.com', manager: 'Anna@Example.com' }),
    ]);
    expect(problems.map(({ code }) => code)).toEqual(['unknownManager']);
    expect(
      plan([
        row({ manager: 'C1' }),
        row({ name: 'Cleo', number: 'C1', email: 'cleo@example.com', manager: 'Anna@Example.com' }),
      ]).changes.map(({ manager }) => manager),
    ).toEqual([{ row: 3 }, { memberId: anna.id }]);
    expect(changes).toHaveLength(2);
  });

  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ['no name', [row({ name: ' ' })], ['2 name missing']],
    ['no address', [row({ email: '' })], ['2 email missing']],
    ['no address at all', [row({ email: 'ben' })], ['2 email notAnAddress']],
    ['a role that does not exist', [row({ roles: 'boss' })], ['2 roles unknownRole']],
    ['a language that we do not speak', [row({ language: 'fr' })], ['2 language unknownLanguage']],
    ['a site that does not exist', [row({ site: 'Mars' })], ['2 site unknownSite']],
    ['an unknown manager', [row({ manager: 'Z9' })], ['2 manager unknownManager']],
    ['a manager who has left', [row({ manager: 'gone@example.com' })], ['2 manager managerLeft']],
    [
      'a manager from outside',
      [row({ manager: 'guest@example.com' })],
      ['2 manager managerExternal'],
    ],
    ['a person as their own manager', [row({ manager: 'B1' })], ['2 manager ownManager']],
    [
      'two who manage each other',
      [
        row({ manager: 'C1' }),
        row({ name: 'C', number: 'C1', email: 'c@example.com', manager: 'B1' }),
      ],
      ['2 manager cycle', '3 manager cycle'],
    ],
    [
      'a number twice',
      [row(), row({ email: 'other@example.com' })],
      ['3 employeeNumber twiceInFile 2'],
    ],
    ['an address twice', [row(), row({ number: 'B2' })], ['3 email twiceInFile 2']],
    [
      'number and address of two people',
      [row({ number: 'A2', email: 'admin@example.com' })],
      ['2 email twoPeople', '2 employeeNumber otherNumber'].slice(0, 1),
    ],
    ['another address', [row({ number: 'A2' })], ['2 email otherAddress']],
    ['another number', [row({ email: 'anna@example.com' })], ['2 employeeNumber otherNumber']],
    ['somebody who has left', [row({ email: 'gone@example.com' })], ['2 email hasLeft']],
    ['an external person of HR', [row({ roles: 'external, hr' })], ['2 roles externalRole']],
    [
      'an external person with a manager',
      [row({ roles: 'external', manager: 'A2' })],
      ['2 manager externalManager'],
    ],
    [
      'the last administrator without the role',
      [row({ number: 'A1', email: 'admin@example.com', roles: 'none' })],
      ['2 roles lastAdmin'],
    ],
    ['control characters', [row({ name: 'Ben\u0007' })], ['2 name characters']],
    ['turned text', [row({ name: 'Ben\u202e' })], ['2 name characters']],
    ['a name without end', [row({ name: 'x'.repeat(121) })], ['2 name tooLong']],
  ])('with %s is told so by row and column', (_, rows, problems) => {
    expect(said(rows)).toEqual(problems);
  });

  it('asks whether roles may be given', () => {
    const mayGrant = (_: readonly Role[], after: readonly Role[]) => !after.includes('admin');
    expect(said([row({ roles: 'admin' })], { mayGrant })).toEqual(['2 roles mayNotGrant']);
  });

  it('needs a header and rows, and not too many', () => {
    const codes = (table: readonly (readonly string[])[]) =>
      planImport(table, context()).problems.map(({ column, code }) => `${column} ${code}`);
    expect(codes([])).toEqual(['name columnMissing', 'email columnMissing']);
    expect(codes([['Ben', 'ben@example.com']])).toEqual([
      'name columnMissing',
      'email columnMissing',
    ]);
    expect(codes([[...HEADER, 'mail']])).toEqual(['email columnTwice']);
    expect(codes([HEADER, ['', ' ']])).toEqual(['name empty']);
    const many = Array.from({ length: ROWS_MAX + 1 }, () => row());
    expect(codes([HEADER, ...many])).toEqual(['name tooManyRows']);
  });

  it('leaves out empty lines, and counts rows as the spreadsheet does', () => {
    expect(plan([['', ''], row({ name: '' })]).problems).toMatchObject([{ row: 3 }]);
  });

  it('finds a cycle that runs through the directory', () => {
    const boss: Member = { ...anna, managerId: admin.id };
    expect(
      said([row({ number: 'A1', email: 'admin@example.com', name: admin.name, manager: 'A2' })], {
        directory: [admin, boss],
      }),
    ).toEqual(['2 manager cycle']);
  });
});
