import { type CalendarBody, chinaCalendar, publicCalendar } from '../../holidays.ts';

/** A person of a demo company. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** Key of the line manager. */
  readonly manager?: string;
}

export interface DemoCompany {
  readonly name: string;
  readonly language: 'zh-CN' | 'en';
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly zone: string;
    readonly calendar: CalendarBody;
  };
  readonly administrator: { readonly name: string; readonly email: string };
  /** In the order in which they are added, so that managers exist before their people. */
  readonly people: Readonly<Record<string, DemoPerson>>;
}

export const shanghaiCompany = (): DemoCompany => ({
  name: '申江客服科技有限公司',
  language: 'zh-CN',
  site: {
    id: 'shanghai',
    name: '上海总部',
    zone: 'Asia/Shanghai',
    calendar: chinaCalendar(2026),
  },
  administrator: { name: '系统管理员', email: 'admin@shenjiang.example' },
  people: {
    hrHead: { name: '周岚', email: 'zhou.lan@shenjiang.example', roles: ['hrHead'] },
    hr: { name: '陈静', email: 'chen.jing@shenjiang.example', roles: ['hr'], manager: 'hrHead' },
    manager: { name: '李强', email: 'li.qiang@shenjiang.example', roles: [] },
    trainer: { name: '张敏', email: 'zhang.min@shenjiang.example', roles: [] },
    mentor: {
      name: '王芳',
      email: 'wang.fang@shenjiang.example',
      roles: [],
      manager: 'manager',
    },
    employee: {
      name: '赵敏',
      email: 'zhao.min@shenjiang.example',
      roles: [],
      manager: 'manager',
    },
  },
});

export const berlinCompany = (): DemoCompany => ({
  name: 'Spreeklang Software GmbH',
  language: 'en',
  site: {
    id: 'berlin',
    name: 'Berlin',
    zone: 'Europe/Berlin',
    calendar: publicCalendar('DE-BE', 2026),
  },
  administrator: { name: 'Administrator', email: 'admin@spreeklang.example' },
  people: {
    hrHead: { name: 'Ines Vogel', email: 'ines.vogel@spreeklang.example', roles: ['hrHead'] },
    hr: {
      name: 'Hanna Kraft',
      email: 'hanna.kraft@spreeklang.example',
      roles: ['hr'],
      manager: 'hrHead',
    },
    manager: { name: 'Markus Engel', email: 'markus.engel@spreeklang.example', roles: [] },
    witness: {
      name: 'Petra Lang',
      email: 'petra.lang@spreeklang.example',
      roles: [],
    },
    successor: {
      name: 'Tomas Wirth',
      email: 'tomas.wirth@spreeklang.example',
      roles: [],
      manager: 'hrHead',
    },
    employee: {
      name: 'Jonas Brandt',
      email: 'jonas.brandt@spreeklang.example',
      roles: [],
      manager: 'manager',
    },
  },
});
